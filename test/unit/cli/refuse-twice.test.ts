import { expect, test, vi } from 'vitest';
import { hsmProgram } from '../../../cli/program.ts';

test.each([
  ["option '-f, --file <file>' is given twice, as 'a.json' and 'b.json'", ['validate', '-f', 'a.json', '--file=b.json']],
  ["option '--hsms <number>' is given twice, as '2' and '3'", ['scale', 'production', '--hsms', '2', '--hsms', '3']],
  ["option '--stage <stage>' is given twice, as 'dev' and 'prod'", ['list', '--stage', 'dev', '--stage', 'prod']],
  ["option '--key-store <name>' is given twice, as 'mine' and --no-key-store", ['init', '--key-store', 'mine', '--no-key-store']],
  ["option '--label <label>' is given twice, as 'a' and 'b'", ['keys', 'show', 'production', '--label', 'a', '--label', 'b']],
])('%s', async (says, words) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

  await expect(hsmProgram().parseAsync(words, { from: 'user' })).rejects.toMatchObject({ message: expect.stringContaining(says) });
  expect(said.mock.calls.join('')).toContain(`${says}: keep one of them`);
  said.mockRestore();
});

test('the same word again is taken, and so is what may be given again', async () => {
  const program = hsmProgram();
  const taken: unknown[] = [];
  for (const name of ['list', 'clients', 'audit'])
    program.commands.find((command) => command.name() === name)!.action((...words: unknown[]) => void taken.push(words.at(-2)));

  await program.parseAsync(['list', '--stage', 'prod', '--stage', 'prod', '--json', '--json'], { from: 'user' });
  await program.parseAsync(['clients', 'production', '--targets', 'tag:A=b', '--targets', 'tag:C=d'], { from: 'user' });
  await program.parseAsync(['audit', '--region', 'us-east-1', '--region', 'eu-west-1'], { from: 'user' });

  expect(taken).toMatchObject([{ stage: 'prod', json: true }, { targets: ['tag:A=b', 'tag:C=d'] }, { region: ['us-east-1', 'eu-west-1'] }]);
});
