import { expect, test, vi } from 'vitest';
import { hsmProgram } from '../../../cli/program.ts';

test.each([
  ["argument 'environment' is empty", ['describe', '']],
  ["argument 'environment' is empty", ['copy-backups', '']],
  ["argument 'environment' is empty", ['audit', 'production', '']],
  ["argument 'environment' is empty", ['keys', 'list', '']],
  ["argument 'cluster' is empty", ['adopt', '', '-f', 'production.json']],
  ["option '--region <region>' is empty", ['list', '--region', '']],
  ["option '--region <region>' is empty", ['audit', '--region', 'us-east-1', '--region', '']],
  ["option '--user <user>' is empty", ['rotate', 'production', '--user', '']],
  ["option '--user <name>' is empty", ['keys', 'list', 'production', '--user=']],
])('%s', async (says, words) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

  await expect(hsmProgram().parseAsync(words, { from: 'user' })).rejects.toMatchObject({ message: expect.stringContaining(says) });
  expect(said.mock.calls.join('')).toContain(`${says}. Is a variable of the shell not set?`);
  said.mockRestore();
});
