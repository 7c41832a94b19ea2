import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SummaryDocument } from '../../cli/summary/document.ts';
import { type Ended, hsm, project } from './command.ts';

const arn = (service: string, rest: string) => expect.stringMatching(new RegExp(`^arn:aws:${service}:us-east-1:123456789012:${rest}$`));
const hsmIn = (availabilityZone: string) => ({
  id: expect.stringMatching(/^hsm-\w{11}$/),
  eniId: expect.stringMatching(/^eni-[0-9a-f]{17}$/),
  ip: expect.stringMatching(/^10\.0\.\d+\.\d+$/),
  availabilityZone,
  state: 'ACTIVE',
});

describe('a rehearsal of the example for production', () => {
  let ended: Ended;
  let document: SummaryDocument;

  beforeAll(async () => {
    ended = await rehearse('production', '--json');
    document = JSON.parse(ended.stdout) as SummaryDocument;
  });

  test('ends well, with one document on stdout that has every field', () => {
    expect(ended.exitCode).toBe(0);
    expect(document).toEqual({
      environment: 'production',
      outcome: 'SUCCEEDED',
      execution: arn('states', 'execution:cloudhsm-lifecycle-dev-provision:production-\\w+'),
      cluster: {
        id: expect.stringMatching(/^cluster-\w{11}$/),
        state: 'ACTIVE',
        hsmType: 'hsm2m.medium',
        mode: 'FIPS',
        hsms: [hsmIn('us-east-1a'), hsmIn('us-east-1b'), hsmIn('us-east-1c')],
      },
      certificate: {
        issuer: expect.stringContaining('CN=Example ROOT CA'),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
      backup: { id: expect.stringMatching(/^backup-\w{11}$/), state: 'READY', createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
      keyStore: {
        id: expect.stringMatching(/^cks-[0-9a-f]{17}$/),
        state: 'CONNECTED',
        keyArn: arn('kms', 'key/[0-9a-f-]{36}'),
        proof: true,
        keys: [{ name: 'documents', keyArn: document.keyStore?.keyArn }],
      },
      secrets: {
        admin: arn('secretsmanager', 'secret:cloudhsm-lifecycle/production/admin-\\w{6}'),
        application: arn('secretsmanager', 'secret:cloudhsm-lifecycle/production/application-\\w{6}'),
        kmsuser: arn('secretsmanager', 'secret:cloudhsm-lifecycle/production/kmsuser-\\w{6}'),
      },
      created: expect.any(Array),
      time: {
        cloudSeconds: expect.any(Number),
        wallSeconds: expect.any(Number),
        criticalPathSeconds: expect.any(Number),
        overhead: expect.any(Number),
      },
      steps: { transitions: expect.any(Number), price: expect.any(Number) },
      cost: { perHour: expect.any(Number), perMonth: expect.any(Number), currency: 'USD' },
    });
  });

  test('names what it created, each thing once', () => {
    const { cluster, keyStore, secrets, created } = document;
    const keyId = keyStore?.keyArn.split('/').at(-1);
    const things = [cluster?.id, ...(cluster?.hsms ?? []).map(({ id }) => id), keyStore?.id, keyId, ...Object.values(secrets)];
    expect(created.toSorted()).toEqual(things.toSorted());
  });

  test('has figures that agree with one another', () => {
    const { time, steps, cost } = document;
    expect(time.cloudSeconds).toBeGreaterThan(1200);
    expect(time.cloudSeconds / time.criticalPathSeconds!).toBeCloseTo(time.overhead!, 3);
    expect(time.overhead).toBeGreaterThanOrEqual(1);
    expect(time.overhead).toBeLessThanOrEqual(1.03);
    expect(steps.transitions).toBeLessThanOrEqual(400);
    expect(steps.price).toBeCloseTo((steps.transitions * 0.025) / 1000, 4);
    expect(cost!.perMonth / cost!.perHour).toBeGreaterThan(700);
    expect(time.wallSeconds).toBeLessThan(time.cloudSeconds / 20);
  });

  test('tells its progress on stderr, a line for each phase and no control characters', () => {
    const lines = ended.stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^\d\d:\d\d {2}[a-z][ -~–]+$/);
    expect(lines.map((line) => line.slice(0, 5))).toEqual(lines.map((line) => line.slice(0, 5)).toSorted());
    expect(lines.filter((line) => line.includes('checking the environment file'))).toHaveLength(1);
    expect(lines).toContainEqual(expect.stringContaining('connecting the key store (usually 5 to 20 minutes)'));
  });
});

test('the same seed gives the same document, wall time aside, and another seed another one', async () => {
  const [first, again] = [await document('production', '--seed', '7'), await document('production', '--seed', '7')];
  expect(withoutWallTime(first)).toEqual(withoutWallTime(again));
  const other = await document('production', '--seed', '8');
  expect(other.cluster?.id).not.toBe(first.cluster?.id);
  expect(other.time.cloudSeconds).not.toBe(first.time.cloudSeconds);
});

test('the example for testing ends with a summary for people, and takes longer where AWS does', async () => {
  const [usual, slow] = [await rehearse('testing'), await document('testing', '--durations', '2')];
  expect(usual.exitCode).toBe(0);
  expect(usual.stderr).toContain('warning: hsmCount: one HSM is not highly available');
  expect(usual.stdout).toMatch(/^testing is ready\n/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  expect(usual.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  const rows = [...usual.stdout.matchAll(/^ {2}(\S+(?: \S+)*) {2,}\S/gm)].map(([, label]) => label);
  expect(rows).toEqual(expect.arrayContaining(['cluster', 'HSMs', 'CA', 'backup', 'key store', 'cloud time', 'wall time', 'steps', 'cost']));
  const [, minutes] = /cloud time +(\d+) min/.exec(usual.stdout)!;
  expect(slow.outcome).toBe('SUCCEEDED');
  expect(slow.keyStore).toBeNull();
  expect(slow.time.cloudSeconds / 60).toBeGreaterThan(1.5 * Number(minutes));
});

test('a file is read from standard input too', async () => {
  const input = readFileSync(join(project, 'examples/testing.json'), 'utf8');
  const { exitCode, stdout } = await hsm(['provision', '-f', '-', '--local', '--json'], { input });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ environment: 'testing', outcome: 'SUCCEEDED' });
});

function rehearse(example: string, ...options: string[]): Promise<Ended> {
  return hsm(['provision', '-f', `examples/${example}.json`, '--local', ...options]);
}

async function document(example: string, ...options: string[]): Promise<SummaryDocument> {
  const { exitCode, stdout, stderr } = await rehearse(example, '--json', ...options);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as SummaryDocument;
}

function withoutWallTime({ time, ...rest }: SummaryDocument) {
  return { ...rest, time: { ...time, wallSeconds: 0 } };
}
