import { describe, expect, it } from 'vitest';
import { HelpAsked, readCommandLine, UsageError } from '../../../emulator/services/data-plane/client/command-line.ts';

const commands = {
  'user list': [],
  'user create': ['--username', '--role', '--password?'],
  'key list': ['--filter?+', '--verbose!', '--max-items?'],
  'key delete': ['--filter+'],
};
const read = (line: string) => readCommandLine('cli', line.split(' '), commands);

describe('a command line', () => {
  it.each([
    ['user list', 'user list', {}],
    ['user create --role admin --username bob', 'user create', { role: 'admin', username: 'bob' }],
    ['user create --role=admin --username=a=b --password -x', 'user create', { role: 'admin', username: 'a=b', password: '-x' }],
    ['key list', 'key list', {}],
    ['key list --filter a=b c=d --verbose', 'key list', { filter: ['a=b', 'c=d'], verbose: true }],
    ['key delete --filter=a', 'key delete', { filter: ['a'] }],
  ])('is understood: %s', (line, command, options) => {
    expect(read(line)).toEqual({ command, options });
  });

  it.each([
    ['user', "unrecognized subcommand 'user'"],
    ['constructor', "unrecognized subcommand 'constructor'"],
    ['user lists', "unrecognized subcommand 'user lists'"],
    ['user list bob', "unexpected argument 'bob' found"],
    ['user create --username', "a value is required for '--username' but none was supplied"],
    ['user create --username bob', 'the following required arguments were not provided: --role'],
    ['user create', 'the following required arguments were not provided: --username, --role'],
    ['key delete', 'the following required arguments were not provided: --filter'],
    ['key list --filter a --filter b', "the argument '--filter <VALUE>...' cannot be used multiple times"],
  ])('is refused with its usage: %s', (line, message) => {
    const wrong = () => read(line);
    expect(wrong).toThrow(UsageError);
    expect(wrong).toThrow(`error: ${message}\n\nUsage:\n  cli user list\n  cli user create --username --role [--password]\n`);
  });

  it.each([
    ['--help', ['user list', 'user create', 'key list', 'key delete']],
    ['-h', ['user list', 'user create', 'key list', 'key delete']],
    ['help', ['user list', 'user create', 'key list', 'key delete']],
    ['user --help', ['user list', 'user create']],
    ['help user create', ['user create']],
    ['user create -h', ['user create']],
  ])('that asks for help gets the usages: %s', (line, shown) => {
    let said = '';
    try {
      read(line);
    } catch (error) {
      if (error instanceof HelpAsked) said = error.message;
    }
    expect(said).toMatch(/^Usage:\n/);
    expect(Object.keys(commands).filter((name) => said.includes(`  cli ${name}`))).toEqual(shown);
  });

  it('asks for the help of no command that there is not, and a value may look like a question', () => {
    expect(() => read('help teleport')).toThrow("unrecognized subcommand 'help teleport'");
    expect(read('user create --username --help --role -h').options).toEqual({ username: '--help', role: '-h' });
  });

  it('of a program without commands begins with its options', () => {
    const one = (...words: string[]) => readCommandLine('configure', words, { '': ['-a?+', '--on!', '--off!'] });
    expect(one('-a', '1', '2', '--on').options).toEqual({ a: ['1', '2'], on: true });
    expect(Object.keys(one('--on', '--off', '--on').options)).toEqual(['off', 'on']);
    expect(() => one('--help')).toThrow('Usage:\n  configure [-a] [--on] [--off]\n');
    expect(() => one('update')).toThrow("unrecognized subcommand 'update'");
  });
});
