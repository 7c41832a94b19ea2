import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CloudHSMV2Client, CreateClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { project, run } from '../e2e/command.ts';
import { openssl, runOpenssl } from '../foreign-tools/openssl.ts';
import { needs } from '../foreign-tools/tool.ts';
import { AwsCli, awsCli } from './aws-cli.ts';

// The shell lines of a guide to setting up CloudHSM by hand, in its order, through the real AWS CLI: each test goes on where the one
// before it stopped. Ids are made valid; `--tags` is `--tag-list`, as the AWS CLI calls it. What the guide installs from the internet
// (the legacy client of steps 4 and 5, PKCS#11) is replaced by Client SDK 5's configure-cli and cloudhsm-cli.

const folder = mkdtempSync(join(tmpdir(), 'guide-'));
const password = 'S3curePassw0rd';
let emulator: Emulator;
let aws: AwsCli;
let clusterId: string;
let keyStoreId: string;
let stuck = false;

beforeAll(async () => {
  emulator = await startEmulator();
  aws = new AwsCli(emulator.url, folder);
});

beforeEach((context) => {
  needs(context, awsCli, openssl);
  context.skip(stuck, 'a step before it failed');
  context.onTestFailed(() => {
    stuck = true;
  });
});

afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('step 1: a cluster is created over two availability zones, and it has no CSR yet', async () => {
  clusterId = await createByCommand().catch((error: Error) => {
    if (!error.message.includes('Unknown options: --mode')) throw error;
    return createBySdk();
  });
  await aws.until('UNINITIALIZED', ...cluster('State'));
  expect(await aws.text(...cluster('{Csr:Certificates.ClusterCsr,Group:SecurityGroup}'))).toMatch(/^None\tsg-[0-9a-f]+$/);
});

test('step 2: the first HSM becomes active with an address, and a second one has to wait for the activation', async () => {
  await aws.text('cloudhsmv2', 'create-hsm', '--cluster-id', clusterId, '--availability-zone', 'us-east-1a');
  const hsms = cluster('Hsms[].{State:State,AZ:AvailabilityZone}');
  await aws.until('us-east-1a\tACTIVE', ...hsms);
  expect(await aws.refusal('cloudhsmv2', 'create-hsm', '--cluster-id', clusterId, '--availability-zone', 'us-east-1b')).toContain(
    `(CloudHsmInvalidRequestException) when calling the CreateHsm operation: Cluster '${clusterId}' already contains an HSM but has not yet been fully activated`,
  );
});

test('step 3: both hardware chains lead to the roots that an operator downloads, and the CSR has the key of the HSM', async () => {
  const certificates = (await aws.json(...cluster('Certificates'))) as Record<string, string>;
  const { ClusterCsr, HsmCertificate, AwsHardwareCertificate, ManufacturerHardwareCertificate } = certificates;
  write({ 'cluster-csr.pem': ClusterCsr, 'hsm.pem': HsmCertificate });
  write({ 'aws-hardware.pem': AwsHardwareCertificate, 'manufacturer-hardware.pem': ManufacturerHardwareCertificate });
  for (const maker of ['aws', 'manufacturer']) {
    const root = join(project, `emulator/services/cloudhsmv2/hardware/${maker}-root.pem`);
    const verified = runOpenssl(folder, `verify -untrusted ${maker}-hardware.pem -CAfile`, root, 'hsm.pem');
    expect(verified).toBe('hsm.pem: OK\n');
  }
  const ofCsr = runOpenssl(folder, 'req -in cluster-csr.pem -noout -pubkey');
  const ofHsm = runOpenssl(folder, 'x509 -in hsm.pem -noout -pubkey');
  expect(ofCsr).toContain('BEGIN PUBLIC KEY');
  expect(ofCsr).toBe(ofHsm);
  expect(runOpenssl(folder, 'req -in cluster-csr.pem -noout -subject')).toContain('HSM:');
});

test('step 3: openssl signs the CSR, a foreign trust anchor is refused, and the cluster is initialized with the right one', async () => {
  runOpenssl(folder, 'genrsa -out ca-key.pem 2048');
  runOpenssl(folder, 'req -new -x509 -key ca-key.pem -out ca-cert.pem -days 3650 -subj', '/CN=CloudHSM CA');
  const signing = '-CA ca-cert.pem -CAkey ca-key.pem -CAcreateserial -days 3650 -sha256';
  runOpenssl(folder, `x509 -req -in cluster-csr.pem -out cluster-cert.pem ${signing}`);
  runOpenssl(folder, 'req -new -x509 -newkey rsa:2048 -nodes -keyout other-key.pem -out other.pem -subj /CN=other');
  const initialize = (anchor: string) =>
    `cloudhsmv2 initialize-cluster --cluster-id ${clusterId} --signed-cert file://cluster-cert.pem --trust-anchor file://${anchor}`.split(
      ' ',
    );
  expect(await aws.refusal(...initialize('other.pem'))).toContain('(CloudHsmInvalidRequestException)');
  expect(await aws.text(...initialize('ca-cert.pem'), '--query', 'State')).toBe('INITIALIZE_IN_PROGRESS');
  await aws.until('INITIALIZED', ...cluster('State'));
});

test('a key store on a cluster that is not active is refused', async () => {
  expect(await aws.refusal(...createKeyStore())).toContain('(CloudHsmClusterNotActiveException)');
});

test('step 5: the cluster is activated once, by its first admin', async () => {
  expect((await program('configure-cli', ['--cluster-id', clusterId, '--hsm-ca-cert', 'ca-cert.pem'])).exitCode).toBe(0);
  const activate = () => program('cloudhsm-cli', ['cluster', 'activate', '--password', password]);
  const activated = await activate();
  expect(JSON.parse(activated.stdout)).toEqual({ error_code: 0, data: 'Cluster activation successful' });
  expect(activated.exitCode).toBe(0);
  const again = await activate();
  expect(JSON.parse(again.stdout)).toMatchObject({ error_code: 1, data: expect.stringContaining('Cluster has already been activated') });
  expect(again.exitCode).not.toBe(0);
  await aws.until('ACTIVE', ...cluster('State'));
});

test('step 5: the admin creates users, and nobody does with a wrong password', async () => {
  const wrong = await createUser('intruder', 'wrong-password');
  expect(wrong.exitCode).not.toBe(0);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ error_code: 1 });
  expect(JSON.parse((await createUser('application')).stdout)).toMatchObject({
    error_code: 0,
    data: { username: 'application', role: 'crypto-user' },
  });
  expect(JSON.parse((await createUser('kmsuser')).stdout)).toMatchObject({ error_code: 0 });
  expect(JSON.parse((await createUser('kmsuser')).stdout)).toMatchObject({
    error_code: 1,
    data: expect.stringContaining('already exists'),
  });
  const { data } = JSON.parse((await program('cloudhsm-cli', ['user', 'list'])).stdout) as { data: { users: { username: string }[] } };
  expect(data.users.map(({ username }) => username).toSorted()).toEqual(['admin', 'app_user', 'application', 'kmsuser']);
});

test('step 6: a second HSM joins in another availability zone, with the users on it', async () => {
  await aws.text('cloudhsmv2', 'create-hsm', '--cluster-id', clusterId, '--availability-zone', 'us-east-1b');
  await aws.until('us-east-1a\tACTIVE\nus-east-1b\tACTIVE', ...cluster('Hsms[].{State:State,AZ:AvailabilityZone}'));
  await program('configure-cli', ['--cluster-id', clusterId, '--hsm-ca-cert', 'ca-cert.pem']);
  const { data } = JSON.parse((await program('cloudhsm-cli', ['user', 'list'])).stdout) as { data: { users: Record<string, string>[] } };
  expect(data.users.find(({ username }) => username === 'kmsuser')).toMatchObject({ 'cluster-coverage': 'full' });
});

test('a key store over the cluster connects', async () => {
  keyStoreId = await aws.text(...createKeyStore(), '--query', 'CustomKeyStoreId');
  await aws.text('kms', 'connect-custom-key-store', '--custom-key-store-id', keyStoreId);
  const state = ['--custom-key-store-id', keyStoreId, '--query', 'CustomKeyStores[0].ConnectionState'];
  await expect(aws.until('CONNECTED', 'kms', 'describe-custom-key-stores', ...state)).resolves.toBeUndefined();
});

test('a KMS key in the HSMs encrypts and decrypts', async () => {
  const created = ['--origin', 'AWS_CLOUDHSM', '--custom-key-store-id', keyStoreId, '--description', 'HSM-backed encryption key'];
  const keyId = await aws.text('kms', 'create-key', ...created, '--query', 'KeyMetadata.KeyId');
  write({ plain: 'sensitive data that needs protection' });
  const ciphertext = await aws.text('kms', 'encrypt', '--key-id', keyId, '--plaintext', 'fileb://plain', '--query', 'CiphertextBlob');
  writeFileSync(join(folder, 'cipher'), Buffer.from(ciphertext, 'base64'));
  expect(readFileSync(join(folder, 'cipher'), 'latin1')).not.toContain('sensitive');
  const plaintext = await aws.text('kms', 'decrypt', '--ciphertext-blob', 'fileb://cipher', '--query', 'Plaintext');
  expect(Buffer.from(plaintext, 'base64').toString()).toBe('sensitive data that needs protection');
});

test('backups of the activation and of the second HSM appear', async () => {
  const ofCluster = ['--filters', `clusterIds=${clusterId}`, '--query', 'Backups[].BackupState'];
  await expect(aws.until('READY\tREADY', 'cloudhsmv2', 'describe-backups', ...ofCluster)).resolves.toBeUndefined();
});

test('a cluster that has HSMs cannot be deleted', async () => {
  expect(await aws.refusal('cloudhsmv2', 'delete-cluster', '--cluster-id', clusterId)).toContain('(CloudHsmInvalidRequestException)');
});

test('CloudWatch shows the figures of the guide', async () => {
  const count = await aws.text(
    ...['cloudwatch', 'get-metric-statistics', '--namespace', 'AWS/CloudHSM', '--metric-name', 'HsmKeysSessionOccupied'],
    ...['--dimensions', `Name=ClusterId,Value=${clusterId}`, '--period', '3600', '--statistics', 'Average'],
    ...['--start-time', '2026-01-05T00:00:00Z', '--end-time', '2026-01-07T00:00:00Z', '--query', 'length(Datapoints)'],
  );
  expect(Number(count)).toBeGreaterThan(0);
});

function createByCommand(): Promise<string> {
  const subnets = ['--subnet-ids', 'subnet-aaa11111', 'subnet-bbb22222'];
  const tags = ['--tag-list', 'Key=Environment,Value=Production', 'Key=Name,Value=prod-hsm-cluster'];
  const wanted = ['--hsm-type', 'hsm2m.medium', '--mode', 'FIPS', ...subnets, ...tags];
  return aws.text('cloudhsmv2', 'create-cluster', ...wanted, '--query', 'Cluster.ClusterId');
}

/** Clusters of this HSM type want a mode, and an AWS CLI of 2023 knows none. */
async function createBySdk(): Promise<string> {
  const credentials = { accessKeyId: 'person', secretAccessKey: 'secret' };
  const client = new CloudHSMV2Client({ endpoint: emulator.url, region: 'us-east-1', credentials });
  const newer = { Mode: 'FIPS' };
  const { Cluster } = await client.send(
    new CreateClusterCommand({ HsmType: 'hsm2m.medium', SubnetIds: ['subnet-aaa11111', 'subnet-bbb22222'], ...newer }),
  );
  return Cluster!.ClusterId!;
}

/** The guide's question about its cluster. */
function cluster(query: string): string[] {
  return ['cloudhsmv2', 'describe-clusters', '--filters', `clusterIds=${clusterId}`, '--query', `Clusters[0].${query}`];
}

function createKeyStore(): string[] {
  const anchor = ['--trust-anchor-certificate', 'file://ca-cert.pem'];
  const store = ['--custom-key-store-name', 'hsm-backed-keystore', '--cloud-hsm-cluster-id', clusterId];
  return ['kms', 'create-custom-key-store', ...store, '--key-store-password', 'kmsPassw0rd', ...anchor];
}

function createUser(name: string, adminPassword = password) {
  const variables = { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: `admin:${adminPassword}` };
  return program('cloudhsm-cli', ['user', 'create', '--username', name, '--role', 'crypto-user', '--password', 'kmsPassw0rd'], variables);
}

/** One of the emulated programs, found on the PATH. */
function program(name: string, parameters: string[], variables: Record<string, string> = {}) {
  const PATH = [emulator.bin, process.env.PATH].join(delimiter);
  return run(name, parameters, { folder, variables: { ...variables, PATH } });
}

function write(files: Record<string, string | undefined>): void {
  for (const [name, text = ''] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
