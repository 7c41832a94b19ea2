import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../e2e/command.ts';
import { tool } from '../../foreign-tools/tool.ts';
import { program } from '../data-plane/programs.ts';
import { bundleOf } from './bundle-of.ts';
import { reachedCluster } from './in-library.ts';

const shellcheck = tool('shellcheck', 'shellcheck', 'shellcheck', '--version');

it('the lines of the Dockerfile copy what the bundle has, and run what the programs take', async (context) => {
  const { aws, cluster } = await reachedCluster(context);
  const files = bundleOf(aws, cluster);
  const lines = files.Dockerfile!.replaceAll('\\\n', '').split('\n');
  const [copy = '', script = ''] = ['COPY ', 'RUN '].map((word) => lines.find((line) => line.startsWith(word))!.slice(word.length));
  const copied = copy.trim().split(' ');
  const folder = copied.pop()!;
  expect(folder).toBe('/opt/cloudhsm-client/');
  // these two come from the environment
  expect(copied.toSorted()).toEqual(
    [...Object.keys(files), 'customerCA.crt', 'client-sdk.tsv'].filter((name) => !/README|Dockerfile/.test(name)).toSorted(),
  );
  expect(script).toContain(`${folder}configure-host.sh`);
  if (shellcheck.found())
    expect(await run('shellcheck', ['--shell=sh', '-'], { input: script })).toMatchObject({ exitCode: 0, stdout: '' });
  for (const [, name, options] of script.matchAll(/\/opt\/cloudhsm\/bin\/(configure-\w+) ([^&]+) &&/g)) {
    expect(await program(aws, name!, options!.trim().split(' '))).toMatchObject({ exitCode: 0, stderr: '' });
    const configuration = JSON.parse(readFileSync(join(aws.bin, `../etc/cloudhsm-${name!.slice('configure-'.length)}.cfg`), 'utf8'));
    expect(configuration.logging.log_type).toBe('term');
  }
  expect(await program(aws, 'configure-cli', ['--log-type', 'paper'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("'paper'"),
  });
});
