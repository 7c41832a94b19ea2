import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudHSMV2Client, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { hsm, project } from './command.ts';
import { deployHere } from './deployed-here.ts';

type Json = Record<string, unknown>;

const example = JSON.parse(readFileSync(join(project, 'examples/production.json'), 'utf8')) as Json;
const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
const requests: string[] = [];
let endpoint: Server;
let url: string;

beforeAll(async () => {
  endpoint = createServer((request, response) => {
    requests.push(String(request.headers['x-amz-target']));
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
});

afterAll(() => {
  endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

const authority = (arn: string) => ({ certificateAuthority: { type: 'acm-pca', arn } });
const cases: { what: string; file: unknown; says: string }[] = [
  {
    what: 'a value of the wrong type',
    file: { ...example, hsmCount: 'three' },
    says: 'hsmCount: "three" is not accepted; has to be a number',
  },
  { what: 'an unknown field', file: { ...example, hsmCuont: 3 }, says: 'hsmCuont: unknown field; did you mean hsmCount?' },
  {
    what: 'an unknown field inside',
    file: { ...example, keyStore: { nmae: 'x' } },
    says: 'keyStore.nmae: unknown field; did you mean name?',
  },
  { what: 'a missing field', file: { ...example, name: undefined }, says: 'name: is missing; add it' },
  {
    what: 'one subnet',
    file: { ...example, subnetIds: ['subnet-0aaa1111aaa1111aa'] },
    says: 'subnetIds: ["subnet-0aaa1111aaa1111aa"] is not accepted; needs at least two subnets',
  },
  {
    what: 'a subnet that stands there twice',
    file: { ...example, subnetIds: ['subnet-0aaa1111aaa1111aa', 'subnet-0aaa1111aaa1111aa'] },
    says: 'subnetIds.1: subnet-0aaa1111aaa1111aa stands here twice; name each once',
  },
  {
    what: 'more HSMs than a cluster holds',
    file: { ...example, hsmCount: 29 },
    says: 'hsmCount: 29 is not accepted; has to be 28 or less',
  },
  { what: 'one HSM for a key store', file: { ...example, hsmCount: 1 }, says: 'hsmCount: 1 HSM is too few for a key store; KMS needs two' },
  {
    what: 'app_user as a crypto user',
    file: { ...example, cryptoUsers: ['app_user'] },
    says: 'cryptoUsers.0: "app_user" is not accepted; is a user of CloudHSM',
  },
  {
    what: 'a retention below 7 days',
    file: { ...example, backupRetentionDays: 6 },
    says: 'backupRetentionDays: 6 is not accepted; has to be 7 or more',
  },
  {
    what: 'a retention above 379 days',
    file: { ...example, backupRetentionDays: 380 },
    says: 'backupRetentionDays: 380 is not accepted; has to be 379 or less',
  },
  {
    what: 'a malformed ARN',
    file: { ...example, ...authority('arn:aws:acm-pca:nowhere') },
    says: 'certificateAuthority.arn: "arn:aws:acm-pca:nowhere" is not accepted; is not an ACM PCA ARN',
  },
  {
    what: 'a self-signed CA in production',
    file: { ...example, certificateAuthority: { type: 'self-signed' } },
    says: 'certificateAuthority.type: a self-signed CA is for testing only; use a root CA of ACM PCA',
  },
  { what: 'a file that is no object', file: ['production'], says: 'the file: ["production"] is not accepted; has to be an object' },
];

test.each(cases)('$what is refused with path, problem and remedy, and AWS is not asked', async ({ file, says }) => {
  const input = JSON.stringify(file);
  const { exitCode, stdout, stderr } = await hsm(['provision', '-f', '-', '--json'], { input, variables: { AWS_ENDPOINT_URL: url } });
  expect(stderr).toContain(says);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'FAILED',
    error: { name: 'InvalidEnvironment', message: expect.stringContaining(says), remedy: expect.stringMatching(/\w/) },
    execution: null,
    cluster: null,
    created: [],
  });
  expect(requests).toEqual([]);
});

test('every problem of a file is named at once, each on a line of its own', async () => {
  const input = JSON.stringify({ ...example, hsmCount: 0, backupRetentionDays: 1 });
  const { exitCode, stdout, stderr } = await hsm(['provision', '-f', '-'], { input });
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr.split('\n').map((line) => line.split(': ')[0])).toEqual(expect.arrayContaining(['hsmCount', 'backupRetentionDays']));
  expect(stderr).not.toMatch(/^ +at /m);
});

test.each([
  {
    what: 'a file that does not exist',
    name: 'missing.json',
    says: 'does not exist; name one that does, such as examples/production.json',
  },
  { what: 'a folder', name: '.', says: 'is a folder; name the file in it' },
])('$what is refused in two lines, with --json by a document too', async ({ name, says }) => {
  const file = join(folder, name);
  const { exitCode, stdout, stderr } = await hsm(['provision', '-f', file, '--json']);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`hsm: ${file} is not an environment file that can be provisioned\nthe file: ${says}\n`);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'FAILED',
    error: { name: 'InvalidEnvironment', message: `the file: ${says}` },
    created: [],
  });
});

test.each([
  ['that is not JSON', '{ "version": 1,\n "name" }', 'the file: line 2, column 9: a colon is missing before it'],
  [
    'with a name twice',
    `{ "name": "b", ${JSON.stringify(example).slice(1)}`,
    'name: stands here twice, at line 1, column 3 and line 1, column ',
  ],
  ['in YAML', 'version: 1\nname: production\n', 'the file: line 1, column 1: this is YAML; write it as JSON'],
  ['with nothing in it', '', 'the file: is empty; write an environment into it'],
])('a file %s is refused with the place', async (_, input, says) => {
  const { exitCode, stdout, stderr } = await hsm(['provision', '-f', '-', '--json'], { input });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`hsm: standard input is not an environment file that can be provisioned\n${says}`);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'FAILED',
    error: { name: 'InvalidEnvironment', message: expect.stringContaining(says) },
  });
});

test('a file with endless fields is answered briefly', async () => {
  const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, index]));
  const { exitCode, stderr } = await hsm(['provision', '-f', '-'], { input: JSON.stringify({ ...example, ...fields }) });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/the file: has \d+ bytes, and 24576 are the most; shorten/);
  expect(stderr.length).toBeLessThan(500);
});

test('hsm1.medium is taken with a warning', async () => {
  const input = JSON.stringify({ ...example, hsmType: 'hsm1.medium' });
  const { stderr } = await hsm(['provision', '-f', '-'], { input, variables: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
  expect(stderr).toMatch(/^warning: hsmType: AWS no longer takes hsm1\.medium for new clusters; use hsm2m\.medium/);
  expect(stderr).toContain('nothing answers at the endpoint');
});

test('what only the account knows is refused by the workflow in the same form, and nothing is created', async () => {
  const account = { certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', status: 'DISABLED' as const }] };
  const { emulator } = await deployHere({ account });
  onTestFinished(() => emulator.stop());
  const variables = { AWS_ENDPOINT_URL: emulator.url };
  const { exitCode, stdout, stderr } = await hsm(['provision', '-f', 'examples/production.json', '--json'], { variables });
  expect(exitCode, stderr).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    environment: 'production',
    outcome: 'FAILED',
    error: { name: 'InvalidEnvironment', message: expect.stringMatching(/certificateAuthority\.arn: .*DISABLED; make it ACTIVE/) },
    execution: expect.stringContaining(':execution:'),
    created: [],
  });
  const credentials = { accessKeyId: 'person', secretAccessKey: 'secret' };
  const cloudhsm = new CloudHSMV2Client({ endpoint: emulator.url, region: 'us-east-1', credentials });
  expect((await cloudhsm.send(new DescribeClustersCommand({}))).Clusters).toEqual([]);
});
