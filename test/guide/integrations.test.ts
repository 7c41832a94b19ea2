import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { RequestedEvent } from '../../core/environment/event.ts';
import { readTemplate } from '../../emulator/cloudformation/read-template.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { hsm, project, run } from '../e2e/command.ts';
import { deployHere } from '../e2e/deployed-here.ts';
import { needs } from '../foreign-tools/tool.ts';
import { production, withoutKeyStore } from '../workflow/environment-file.ts';
import { awsCli, awsOfPath } from './aws-cli.ts';

// docs/integrations.md: its files, as far as they run here.

const folder = mkdtempSync(join(tmpdir(), 'integrations-'));
const example = (name: string) => readFileSync(join(project, 'examples/integrations', name), 'utf8');
const written = (name: string, content: unknown) => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
};
let emulator: Emulator;
const variables = () => ({ AWS_ENDPOINT_URL: emulator.url, POLL_SECONDS: '0.2' });
const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:cloudhsm-lifecycle-dev-provision';

beforeAll(async () => {
  ({ emulator } = await deployHere());
}, 60_000);

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the AWS CLI starts a provision, waits for it, and ends with its exit code', async (context) => {
  needs(context, awsCli);
  const PATH = `${awsOfPath(emulator.url, folder)}${delimiter}${process.env.PATH}`;
  const provision = (file: string) =>
    run(join(project, 'examples/integrations/provision.sh'), [file, machine], { variables: { ...variables(), PATH } });
  const good = await provision(written('good.json', withoutKeyStore({ name: 'scripted' })));
  expect(good.exitCode, good.stderr).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({ environment: 'scripted', outcome: 'SUCCEEDED' });

  const bad = await provision(written('bad.json', { ...withoutKeyStore({ name: 'scripted' }), hsmCount: 0 }));
  expect(bad).toMatchObject({ exitCode: 1, stdout: '' });
  expect(bad.stderr).toContain('InvalidEnvironment');
}, 120_000);

test('the commands of the pipelines are commands of hsm, and do what they say', async () => {
  const github = parse(example('github-actions.yml')) as { jobs: Record<string, { steps: { run?: string }[] }> };
  const gitlab = parse(example('gitlab-ci.yml')) as { provision: { script: string[] } };
  const lines = [...github.jobs.provision!.steps.map((step) => step.run), ...gitlab.provision.script].filter((line) => line !== undefined);
  const commands = [...new Set(lines.filter((line) => line.startsWith('npx hsm ')))];
  expect(commands.map((line) => line.split(' ')[2])).toEqual(['validate', 'plan', 'provision', 'audit']);
  const file = written('production.json', production);
  for (const line of commands) {
    const given = line.replace(/ > .*/, '').replace('environments/production.json', file).split(' ').slice(2);
    const { exitCode, stderr } = await hsm(given, { variables: variables() });
    expect([0, ...(given[0] === 'audit' ? [1] : [])], `${line}: ${stderr}`).toContain(exitCode);
  }
}, 120_000);

test('an event that fits its schema asks for an environment', () => {
  const published = JSON.parse(readFileSync(join(project, 'schema/event.json'), 'utf8')) as { required: string[] };
  expect(published.required).toEqual(['source', 'detail-type', 'detail']);
  const event = { source: 'cloudhsm.lifecycle', 'detail-type': 'Environment Requested' };
  expect(RequestedEvent.safeParse({ ...event, detail: production }).success).toBe(true);
  expect(RequestedEvent.safeParse({ ...event, detail: { environment: 'production' } }).success).toBe(true);
  expect(RequestedEvent.safeParse({ ...event, detail: { ...production, hsmCount: 0 } }).success).toBe(false);
});

test('the stack, the one of CDK and the one of Terraform ask for the same resource, with what there is to give and to get', () => {
  const { Resources, Parameters, Outputs } = readTemplate(example('stack.yaml'));
  const { Type, Properties = {} } = Resources.Environment!;
  expect(Type).toBe('Custom::CloudHsmEnvironment');
  const cdk = stripTypeScriptTypes(example('stack.ts'));
  expect(cdk).toContain(`resourceType: '${Type}'`);
  const own = /properties: \{(.*)\}/.exec(cdk)![1]!;
  const { ServiceToken, ServiceTimeout, ...others } = Properties;
  expect([...own.matchAll(/(\w+): /g)].map(([, name]) => name)).toEqual(Object.keys(others));
  expect(cdk).toContain('serviceTimeout: Duration.hours(1)');
  expect(ServiceTimeout).toBe(3600);

  const terraform = example('main.tf');
  for (const [, file] of terraform.matchAll(/file\("\$\{path\.module\}\/([^"]+)"\)/g)) expect(() => example(file!), file).not.toThrow();
  const given = /parameters = \{(.*?)\n {2}\}/s.exec(terraform)![1]!;
  expect([...given.matchAll(/(\w+) +=/g)].map(([, name]) => name)).toEqual(Object.keys(Parameters!));
  for (const [, name] of terraform.matchAll(/outputs\["(\w+)"\]/g)) expect(Object.keys(Outputs!)).toContain(name);
  for (const [, name] of cdk.matchAll(/getAttString\('(\w+)'\)/g)) expect(JSON.stringify(Outputs)).toContain(`"${name}"`);
});

test('the scripts are sound', () => {
  expect(spawnSync('bash', ['-n', join(project, 'examples/integrations/provision.sh')]).status).toBe(0);
});
