import { expect, test } from 'vitest';
import { run } from './command.ts';

test.each([
  ['without Docker', [], 1, 'there is no docker here: it needs Docker, the AWS CLI and credentials that may push'],
  ['with an option that there is not', ['--registry', 'x'], 2, "Unknown option '--registry'"],
])('publishing the image %s is one line', async (_, words, exitCode, says) => {
  const ended = await run(process.execPath, ['scripts/publish-image.ts', ...words], { variables: { PATH: '/nowhere' } });

  expect(ended).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(`publish-image: ${says}`) });
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
});
