import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandHere, commandsHere, toldHere } from '../../../core/commands-here.ts';

const again = ' --stage prod --region us-west-2';

test.each([
  ['`npx hsm repair production`', '`npx hsm repair production --stage prod --region us-west-2`'],
  ['`npx hsm provision -f production.json`', '`npx hsm provision -f production.json --stage prod --region us-west-2`'],
  // what says where it works stays there
  ['`npx hsm teardown production --region eu-west-1`', '`npx hsm teardown production --region eu-west-1 --stage prod`'],
  ['`aws kms enable-key --key-id K --region eu-west-1`', '`aws kms enable-key --key-id K --region eu-west-1`'],
  // AWS's own commands know no stage
  ['`aws kms enable-key --key-id K`', '`aws kms enable-key --key-id K --region us-west-2`'],
  ['`aws kms list-keys | tee keys`', '`aws kms list-keys --region us-west-2 | tee keys`'],
  ['`npx serverless deploy --stage prod --param hsmQuota=8`', '`npx serverless deploy --stage prod --param hsmQuota=8 --region us-west-2`'],
  // it writes what stands of the environment, which the stage's record knows
  ['`npx hsm init --name production`', '`npx hsm init --name production --stage prod --region us-west-2`'],
  ['`npx hsm validate -f production.json`, `npx hsm emulator`', '`npx hsm validate -f production.json`, `npx hsm emulator`'],
  ['npx hsm repair production, or `cloudhsm-cli user list`', 'npx hsm repair production, or `cloudhsm-cli user list`'],
])('%s is told as %s', (text, told) => {
  expect(commandsHere(text, again)).toBe(told);
  expect(commandsHere(told, again)).toBe(told);
});

test('a function tells its own stage and region', () => {
  Object.assign(process.env, { STAGE: 'prod', AWS_REGION: 'us-west-2' });
  expect(toldHere('`npx hsm repair production`')).toBe(`\`${commandHere('npx hsm repair production', again)}\``);
  process.env.STAGE = 'dev';
  expect(toldHere('`npx hsm repair production`')).toBe('`npx hsm repair production --region us-west-2`');
});

test('every command that a remedy or a notice names stands in backticks, by which it is told with its region', () => {
  const files = ['core', 'functions', 'tasks'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const lines = files
    .filter((file) => file.endsWith('.ts') && file !== 'core/commands-here.ts')
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => ({ file, line })),
    )
    .filter(({ line }) => !/^\s*(\*|\/\/|\/\*)/.test(line) && /\bnpx hsm /.test(line));
  expect(lines.length).toBeGreaterThan(25);
  const bare = lines.filter(({ line }) => line.replaceAll(/\\?`npx hsm [^`]+`|typedHere\(`npx hsm [^`]+`\)/g, '').includes('npx hsm '));
  expect(bare).toEqual([]);
});
