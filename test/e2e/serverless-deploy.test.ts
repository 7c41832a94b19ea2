import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hsm, project, run, startEmulatorCommand } from './command.ts';

/** The project in a folder of its own, so that what is packaged there is in nobody's way. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const linked = readdirSync(project).filter((name) => !['.git', '.serverless', 'serverless.yml'].includes(name));
  for (const name of linked) symlinkSync(join(project, name), join(folder, name));
  // the framework takes no link for it
  cpSync(join(project, 'serverless.yml'), join(folder, 'serverless.yml'));
  return folder;
}

/** Asks CloudFormation, as any SDK does. */
async function ask(url: string, Action: string, fields: Record<string, string>): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/cloudformation/aws4_request' },
    body: new URLSearchParams({ Action, Version: '2010-05-15', StackName: 'cloudhsm-lifecycle-e2e', ...fields }),
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  await fetch(`${url}/_emulator/idle`, { method: 'POST' });
  return text;
}

const statusIn = (text: string) => /<StackStatus>(.*?)<\/StackStatus>/.exec(text)?.[1];

test('this project is deployed to the local AWS as it is to AWS, changed, used and removed', async () => {
  const emulator = await startEmulatorCommand('--durations', '0.1');
  onTestFinished(async () => void (await emulator.stop()));
  const { url } = emulator;
  const folder = checkout();
  mkdirSync(join(folder, 'roots'));
  for (const file of ['aws.pem', 'manufacturer.pem'])
    writeFileSync(join(folder, 'roots', file), await (await fetch(`${url}/_emulator/hardware-roots/${file}`)).text());
  const variables = { AWS_ENDPOINT_URL: url, SLS_AWS_MONITORING_FREQUENCY: '100' };
  const serverless = async (command: string, ...more: string[]) => {
    const { exitCode, stdout, stderr } = await run('serverless', [command, '--stage', 'e2e', ...more], { folder, variables });
    expect(exitCode, stdout + stderr).toBe(0);
    return stdout + stderr;
  };
  const deployed = 'Service deployed to stack cloudhsm-lifecycle-e2e';

  expect(await serverless('deploy', `--param=hardwareRoots=${join(folder, 'roots')}`, '--param=hsmQuota=8')).toContain(deployed);
  // the image of the task that the local AWS brings along
  const image = { ParameterKey: 'HsmUsersImage', ParameterValue: 'hsm-users:local' };
  const given = Object.entries(image).map(([name, value]) => [`Parameters.member.1.${name}`, value]);
  const Capabilities = { 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM' };
  await ask(url, 'UpdateStack', { UsePreviousTemplate: 'true', ...Object.fromEntries(given), ...Capabilities });
  expect(statusIn(await ask(url, 'DescribeStacks', {}))).toBe('UPDATE_COMPLETE');

  // as somebody else deploys it, on a machine with neither the roots nor the note of the image
  const again = await serverless('deploy', '--param=clusterQuota=5');
  expect(again).toContain(deployed);
  expect(again).toMatch(/As the stack has them: HsmUsersImage, AwsHardwareRoot, .*HsmQuota/);
  const stack = await ask(url, 'DescribeStacks', {});
  const values = { HsmUsersImage: 'hsm-users:local', ClusterQuota: '5', HsmQuota: '8' };
  for (const [name, value] of Object.entries(values))
    expect(stack).toContain(`<ParameterKey>${name}</ParameterKey><ParameterValue>${value}</ParameterValue>`);

  const provisioned = await hsm(['provision', '-f', 'examples/self-signed.json', '--stage', 'e2e', '--yes', '--json'], { variables });
  expect(provisioned.exitCode, provisioned.stderr).toBe(0);

  expect(await serverless('remove')).toContain('successfully removed');
  expect(statusIn(await ask(url, 'ListStacks', {}))).toBe('DELETE_COMPLETE');
});
