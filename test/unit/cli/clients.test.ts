import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { clients } from '../../../cli/intents/clients.ts';
import type { Request } from '../../../cli/intents/intent.ts';

/** What a command line asks for, as the state machine is given it. */
async function asked(...words: string[]): Promise<unknown> {
  let request: Request | undefined;
  const command = clients.command(async (_intent, read) => {
    request = await read();
  });
  await command.parseAsync(['production', ...words], { from: 'user' });
  return JSON.parse(request!.input);
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'hosts.txt'), text);
  return join(folder, 'hosts.txt');
}

it('takes hosts by tags, by a list, or from the file on record', async () => {
  expect(await asked('--targets', 'tag:Role=payments', 'tag:Stage=prod', '--attach-security-group')).toEqual({
    environment: 'production',
    tags: ['Role=payments', 'Stage=prod'],
    attachSecurityGroup: true,
  });
  const hosts = ['i-0123456789abcdef0', 'mi-0123456789abcdef0'];
  expect(await asked('--hosts', fileWith(`# the web servers\n${hosts.join('\n')}  # and its own rack\n\n`))).toEqual({
    environment: 'production',
    hosts,
  });
  expect(await asked()).toEqual({ environment: 'production' });
});

it.each([
  ['names no tags', () => ['--targets', 'Role=payments']],
  ['are both given', () => ['--targets', 'tag:a=b', '--hosts', 'hosts.txt']],
  ['--hosts /nowhere/hosts.txt: does not exist', () => ['--hosts', '/nowhere/hosts.txt']],
  ['--hosts /: is a folder', () => ['--hosts', '/']],
  ['needs a host', () => ['--hosts', fileWith('\n# none\n')]],
  [': web-2 is not the id of a host such as i-0123456789abcdef0', () => ['--hosts', fileWith('i-0123456789abcdef0\nweb-2\n')]],
])('refuses what is meant wrong: %s', async (words, line) => {
  await expect(asked(...line())).rejects.toMatchObject({ message: expect.stringContaining(words), exitCode: 2 });
});
