import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isPackagedFor } from '../../cli/local/packaged-for.ts';
import { project, run } from './command.ts';

/** The project in a folder of its own: what is packaged there for another stage is in nobody's way. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const own = readdirSync(project).filter((name) => !['.git', '.serverless', 'node_modules', 'test'].includes(name));
  // with the dates of folders, too, by which what was bundled is known to be of now
  execFileSync('cp', ['-a', ...own.map((name) => join(project, name)), folder]);
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(project, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name));
  return folder;
}

test('a rehearsal is of the stage that is asked for', async () => {
  const folder = checkout();
  const words = ['provision', '-f', 'examples/self-signed.json', '--local', '--durations', '0.1', '--json', '--stage', 'prod'];
  const { exitCode, stdout, stderr } = await run(join(folder, 'cli/bin/hsm.js'), words, {
    folder,
    variables: { AWS_ENDPOINT_URL: undefined },
  });
  expect(exitCode, stdout + stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ execution: expect.stringContaining('cloudhsm-lifecycle-prod-provision') });
  expect(isPackagedFor('prod', join(folder, '.serverless'))).toBe(true);
  expect(isPackagedFor('dev', join(folder, '.serverless'))).toBe(false);
});
