import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudHSMV2Client,
  DeleteClusterCommand,
  DeleteHsmCommand,
  DescribeClustersCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudhsm-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DescribedEnvironment } from '../../cli/inventory/described-environment.ts';
import type { ListedEnvironment } from '../../cli/inventory/listed-environments.ts';
import type { RunDocument } from '../../cli/summary/document.ts';
import { localAws } from '../local-aws.ts';
import type { Deployment } from '../workflow/deployment.ts';
import { provisioned } from '../workflow/standing.ts';
import { type Ended, hsm } from './command.ts';
import { deployHere } from './deployed-here.ts';

// From an account in which nothing stands to an environment that is described: the tests act on it one after the other.

const folder = mkdtempSync(join(tmpdir(), 'inventory-'));
const file = join(folder, 'staging.json');
let deployment: Deployment;

beforeAll(async () => {
  deployment = await deployHere({ account: { quotas: { hsms: 4 } }, parameters: { HsmQuota: '4' } });
}, 120_000);

afterAll(async () => {
  await deployment?.emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const atEmulator = (...parameters: string[]): Promise<Ended> =>
  hsm(parameters, { variables: { AWS_ENDPOINT_URL: deployment.emulator.url } });

test('init writes a file from what it finds in the account, says what is next, and overwrites nothing', async () => {
  const { exitCode, stdout, stderr } = await atEmulator('init', '--yes', '--name', 'staging', '-o', file);

  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(
    /^wrote .*staging\.json\n {2}environment {2}staging, for production\n {2}HSMs {9}2 over us-east-1a, us-east-1b, us-east-1c\n/,
  );
  expect(stdout).toContain(`npx hsm validate -f ${file} --account`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'staging', hsmCount: 2, keyStore: { name: 'staging' } });

  const again = await atEmulator('init', '--yes', '--name', 'other', '-o', file);
  expect(again).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('exists already; give --force') });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'staging' });
});

test('init writes to standard output what validate reads from standard input', async () => {
  const { stdout } = await atEmulator('init', '--yes', '--self-signed', '--no-key-store', '--hsms', '1', '-o', '-');
  const { exitCode, stderr } = await hsm(['validate', '-f', '-'], { input: stdout });

  expect(exitCode, stderr).toBe(0);
  expect(stderr).toBe('warning: hsmCount: one HSM is not highly available; ask for two or more in production\n');
  expect(existsSync(join(folder, 'production.json'))).toBe(false);
});

test('validate looks at the account where it is told to, as the workflow will, and changes nothing', async () => {
  const fitting = await atEmulator('validate', '-f', file, '--account', '--json');
  expect(fitting.exitCode, fitting.stderr).toBe(0);
  expect(JSON.parse(fitting.stdout)).toEqual({ file, environment: 'staging', outcome: 'SUCCEEDED', problems: [], warnings: [] });

  const greedy = join(folder, 'greedy.json');
  writeFileSync(greedy, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), hsmCount: 6 }));
  expect((await atEmulator('validate', '-f', greedy)).exitCode).toBe(0);
  const { exitCode, stdout, stderr } = await atEmulator('validate', '-f', greedy, '--account', '--json');
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'FAILED',
    problems: [{ path: 'hsmCount', problem: expect.stringContaining('quota of 4') }],
  });
  expect(stderr).toContain('hsmCount: 6 HSMs');

  const { stdout: environments } = await atEmulator('list', '--json');
  expect(JSON.parse(environments)).toEqual([]);
  expect((await atEmulator('list')).stdout).toContain('no environment yet: npx hsm provision -f FILE');
});

test('what is not deployed is said by all of them, and how to have it', async () => {
  const empty = await localAws();
  for (const command of [['validate', '-f', file, '--account'], ['list'], ['describe', 'staging']]) {
    const { exitCode, stderr } = await hsm(command, { variables: { AWS_ENDPOINT_URL: empty.url } });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/is not deployed in us-east-1 of this emulator; npx hsm emulator --deploy$/m),
    });
  }
});

test('list and describe show what provision has brought up, and scale has changed', async () => {
  const provisioned = await atEmulator('provision', '-f', file, '--json');
  expect(provisioned.exitCode, provisioned.stderr).toBe(0);
  const { cluster, keyStore, secrets } = JSON.parse(provisioned.stdout) as RunDocument;
  const scaled = await atEmulator('scale', 'staging', '--hsms', '3', '--json');
  expect(scaled.exitCode, scaled.stderr).toBe(0);
  expect(JSON.parse(scaled.stdout)).toMatchObject({ intent: 'scale', outcome: 'SUCCEEDED', created: [expect.stringMatching(/^hsm-/)] });

  const [listed, ...others] = JSON.parse((await atEmulator('list', '--json')).stdout) as ListedEnvironment[];
  expect(others).toEqual([]);
  expect(listed).toMatchObject({
    environment: 'staging',
    state: 'ACTIVE',
    cluster: cluster?.id,
    hsms: { active: 3, asked: 3 },
    keyStore: { id: keyStore?.id, state: 'CONNECTED' },
    work: null,
    cost: { perHour: 4.8, currency: 'USD' },
  });
  expect((await atEmulator('list')).stdout).toMatch(/^staging {6}ACTIVE {3}3 of 3 {2}CONNECTED {2}USD 4\.80$/m);

  const described = JSON.parse((await atEmulator('describe', 'staging', '--json')).stdout) as DescribedEnvironment;
  expect(described).toMatchObject({ environment: 'staging', users: secrets, keyStore: { keys: keyStore?.keys }, work: null });
  expect(described.cluster?.hsms).toHaveLength(3);
  expect(described.backups.length).toBeGreaterThanOrEqual(2);
  expect(described.lastRuns.map(({ intent }) => intent).toSorted()).toEqual(['provision', 'scale']);
  expect((await atEmulator('describe', 'staging')).stdout).toMatch(
    /^├─ cluster cluster-\w+ ACTIVE, hsm2m\.medium FIPS, 3 of 3 HSMs active$/m,
  );
});

test('a plan says what the run would be refused for by its file, and what it only warns of', async () => {
  const tooFew = await atEmulator('scale', 'staging', '--hsms', '1', '--dry-run');
  expect(tooFew).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('it would be refused:\nhsmCount: 1 HSM is too few') });
  expect(tooFew.stderr).toBe('hsm: this would be refused: mend what the plan names\n');
  const { stdout, stderr } = await atEmulator('scale', 'staging', '--hsms', '1', '--dry-run', '--json');
  const { outcome, error } = JSON.parse(stdout) as { outcome: string; error: { name: string; message: string; remedy: string } };
  expect({ outcome, error }).toMatchObject({
    outcome: 'FAILED',
    error: { name: 'InvalidEnvironment', remedy: expect.stringMatching(/\w/) },
  });
  expect(stderr).toBe(`hsm: ${error.message}\n`);

  // what the run does not take, its plan does not show as done
  for (const days of ['5', '31']) {
    const refused = await atEmulator('teardown', 'staging', '--schedule-key-deletion', days, '--dry-run');
    expect(refused).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(`scheduleKeyDeletion: ${days} is not accepted`),
    });
  }

  const quorum = join(folder, 'quorum.json');
  writeFileSync(quorum, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), hsmCount: 3, quorum: { user: 2 } }));
  const warned = await atEmulator('plan', '-f', quorum);
  expect(warned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('\n  warnings:\nquorum.user: ') });
});

test('a cluster that has lost its tags is shown, with what it costs and how it gets them back', async () => {
  const tags = ['cloudhsm-lifecycle:environment', 'cloudhsm-lifecycle:stage'];
  const [{ cluster: ResourceId } = {}] = JSON.parse((await atEmulator('list', '--json')).stdout) as ListedEnvironment[];
  const cloudhsm = new CloudHSMV2Client({
    endpoint: deployment.emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  await cloudhsm.send(new UntagResourceCommand({ ResourceId: ResourceId!, TagKeyList: tags }));

  expect((await atEmulator('list')).stdout).toMatch(/^staging {6}untagged {2}3 of 3 {2}CONNECTED {2}USD 4\.80$/m);
  const { cluster } = JSON.parse((await atEmulator('describe', 'staging', '--json')).stdout) as DescribedEnvironment;
  expect(cluster).toMatchObject({
    id: ResourceId,
    untagged: expect.stringContaining(`tag-resource --resource-id ${ResourceId} --tag-list`),
  });
  expect((await atEmulator('describe', 'staging')).stdout).toContain('it has lost its tags');

  expect(JSON.parse((await atEmulator('monitor', 'staging', '--json')).stdout)).toMatchObject({ cluster: ResourceId });
  for (const intent of ['teardown', 'disconnect']) {
    const { exitCode, stdout } = await atEmulator(intent, 'staging', '--dry-run');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(
      new RegExp(`cluster and HSMs, which have lost their tags \\(${ResourceId}\\).*it would be refused:.*tag-resource `, 's'),
    );
  }

  const TagList = tags.map((Key, index) => ({ Key, Value: ['staging', 'dev'][index]! }));
  await cloudhsm.send(new TagResourceCommand({ ResourceId: ResourceId!, TagList }));
});

test('commands in a remedy come to the place that was asked', async () => {
  const { exitCode, stderr } = await atEmulator('scale', 'nobody', '--hsms', '2', '--dry-run', '--region', 'us-east-1');

  expect(exitCode).toBe(2);
  expect(stderr).toContain('`npx hsm init --name nobody --region us-east-1`');
});

test.each(['drill', 'clients', 'copy-backups'])('%s shows nothing as done for an environment that there is not', async (intent) => {
  const { exitCode, stdout } = await atEmulator(intent, 'nobody', '--dry-run', '--json');

  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'FAILED', error: { name: 'InvalidEnvironment' } });
  expect(await atEmulator(intent, 'staging', '--dry-run')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^staging in /) });
});

test('an environment that there is not is said, and which there are', async () => {
  const { exitCode, stdout } = await atEmulator('describe', 'nobody', '--json');

  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'FAILED',
    error: { name: 'NoSuchEnvironment', message: 'there is no environment nobody' },
  });
});

test('init of an environment that stands writes it as it was asked for: provisioning that file changes nothing', async () => {
  const found = join(folder, 'found.json');
  await provisioned(deployment, { ...JSON.parse(readFileSync(file, 'utf8')), hsmCount: 3, backups: { drillEveryDays: 30 } });
  const { exitCode, stderr } = await atEmulator('init', '--yes', '--name', 'staging', '-o', found);
  const { changes, problems } = JSON.parse((await atEmulator('plan', '-f', found, '--json')).stdout) as {
    changes: { action: string; what: string }[];
    problems: unknown[];
  };

  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('staging stands already (cluster-')]);
  expect(problems).toEqual([]);
  expect(changes.filter(({ action }) => action !== 'keep')).toEqual([]);
  // what nobody could see of it, too: a file without it would take it away
  expect(JSON.parse(readFileSync(found, 'utf8'))).toMatchObject({
    hsmCount: 3,
    cryptoUsers: ['application'],
    backups: { drillEveryDays: 30 },
  });
});

test('a key store whose cluster somebody has deleted is shown, and what its keys cost', async () => {
  const [{ cluster, keyStore } = {}] = JSON.parse((await atEmulator('list', '--json')).stdout) as ListedEnvironment[];
  const cloudhsm = new CloudHSMV2Client({
    endpoint: deployment.emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const settled = () => deployment.home.clock.idle();
  const { Clusters = [] } = await cloudhsm.send(new DescribeClustersCommand({ Filters: { clusterIds: [cluster!] } }));
  for (const { HsmId } of Clusters[0]!.Hsms!) {
    await cloudhsm.send(new DeleteHsmCommand({ ClusterId: cluster!, HsmId }));
    await settled();
  }
  await cloudhsm.send(new DeleteClusterCommand({ ClusterId: cluster! }));
  await settled();

  expect((await atEmulator('list')).stdout).toMatch(/^staging +none +CONNECTED +USD 0\.00$/m);
  expect(JSON.parse((await atEmulator('describe', 'staging', '--json')).stdout)).toMatchObject({
    cluster: null,
    keyStore: { id: keyStore!.id },
    cost: { perHour: 0, perMonth: 1 },
  });
});

test('of an environment that is torn down, what is left is told with its cost', async () => {
  const gone = join(folder, 'gone.json');
  await atEmulator('init', '--yes', '--self-signed', '--no-key-store', '--hsms', '1', '--name', 'gone', '-o', gone);
  await provisioned(deployment, JSON.parse(readFileSync(gone, 'utf8')));
  expect((await deployment.run({ environment: 'gone' }, 'teardown')).status).toBe('SUCCEEDED');

  const { exitCode, stdout } = await atEmulator('cost', 'gone', '--json');

  expect(exitCode).toBe(0);
  // those of admin, application, the canary and the trust anchor
  const { parts } = JSON.parse(stdout) as { parts: { what: string; quantity: number }[] };
  expect(parts).toContainEqual(expect.objectContaining({ what: 'secrets', quantity: 4 }));
});
