import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunDocument } from '../../cli/summary/document.ts';
import { type Ended, hsm, project } from './command.ts';

const arn = (service: string, rest: string) => expect.stringMatching(new RegExp(`^arn:aws:${service}:us-east-1:123456789012:${rest}$`));
const hsmIn = (availabilityZone: string) => ({
  id: expect.stringMatching(/^hsm-\w{11}$/),
  eniId: expect.stringMatching(/^eni-[0-9a-f]{17}$/),
  ip: expect.stringMatching(/^10\.0\.\d+\.\d+$/),
  availabilityZone,
  state: 'ACTIVE',
});

let production: RunDocument;
let testing: RunDocument;

describe('a rehearsal of the example for production', () => {
  let ended: Ended;

  beforeAll(async () => {
    ended = await hsm(['provision', '-f', 'examples/production.json', '--local', '--json']);
    production = JSON.parse(ended.stdout) as RunDocument;
  }, 60_000);

  test('ends well, with one document on stdout that has every field', () => {
    expect(ended.exitCode).toBe(0);
    expect(production).toEqual({
      environment: 'production',
      intent: 'provision',
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
        keys: [{ name: 'documents', keyArn: production.keyStore?.keyArn }],
      },
      secrets: {
        admin: arn('secretsmanager', 'secret:cloudhsm-lifecycle/dev/production/admin-\\w{6}'),
        application: arn('secretsmanager', 'secret:cloudhsm-lifecycle/dev/production/application-\\w{6}'),
        kmsuser: arn('secretsmanager', 'secret:cloudhsm-lifecycle/dev/production/kmsuser-\\w{6}'),
        admin_2: arn('secretsmanager', 'secret:cloudhsm-lifecycle/dev/production/admin_2-\\w{6}'),
        lifecycle_canary: arn('secretsmanager', 'secret:cloudhsm-lifecycle/dev/production/lifecycle_canary-\\w{6}'),
      },
      created: expect.any(Array),
      removed: [],
      warnings: [],
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
    const { cluster, keyStore, secrets, created } = production;
    const keyId = keyStore?.keyArn.split('/').at(-1);
    const things = [cluster?.id, ...(cluster?.hsms ?? []).map(({ id }) => id), keyStore?.id, keyId, ...Object.values(secrets)];
    const trustAnchor = expect.stringContaining(':secret:cloudhsm-lifecycle/dev/production/trust-anchor-');
    expect(created).toEqual(expect.arrayContaining([...things, trustAnchor]));
    expect(new Set(created).size).toBe(things.length + 1);
  });

  test('has figures that agree with one another', () => {
    const { time, steps, cost } = production;
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
    const [starting, ...lines] = ended.stderr
      .trimEnd()
      .split('\n')
      .filter((line) => line !== 'packaging …');
    expect(starting).toBe('starting the local AWS …');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^\d\d:\d\d {2}[a-z][ -~·]+$/);
    expect(lines.map((line) => line.slice(0, 5))).toEqual(lines.map((line) => line.slice(0, 5)).toSorted());
    expect(lines.filter((line) => line.includes('checking the request'))).toHaveLength(1);
    expect(lines).toContainEqual(expect.stringContaining('connecting the key store (usually 5 to 20 minutes)'));
  });
});

describe('rehearsals of the example for testing', () => {
  const seeded = ['--local', '--seed', '7'];

  test('are the same with the same seed, wall time aside, whether the file has a name or comes on standard input', async () => {
    const input = readFileSync(join(project, 'examples/testing.json'), 'utf8');
    const runs = [
      await hsm(['provision', '-f', 'examples/testing.json', '--json', ...seeded]),
      await hsm(['provision', '-f', '-', '--json', ...seeded], { input }),
    ];
    const [first, again] = runs.map(({ stdout }) => JSON.parse(stdout) as RunDocument);
    expect(first).toMatchObject({ environment: 'testing', outcome: 'SUCCEEDED', keyStore: null });
    expect(withoutWallTime(first!)).toEqual(withoutWallTime(again!));
    expect(first!.cluster?.id).not.toBe(production.cluster?.id);
    testing = first!;
  });

  test('end with a summary for people, and take as much longer as AWS does', async () => {
    const { exitCode, stdout, stderr } = await hsm(['provision', '-f', 'examples/testing.json', ...seeded, '--durations', '2']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning: hsmCount: one HSM is not highly available');
    expect(stdout).toMatch(/^rehearsal of testing done: 1 HSM active\n/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    const rows = [...stdout.matchAll(/^ {2}(\S+(?: \S+)*) {2,}\S/gm)].map(([, label]) => label);
    expect(rows).toEqual(
      expect.arrayContaining(['cluster', 'HSMs', 'CA', 'backup', 'key store', 'cloud time', 'wall time', 'steps', 'cost']),
    );
    const [, minutes] = /cloud time +(\d+) min/.exec(stdout)!;
    expect((Number(minutes) * 60) / testing.time.cloudSeconds).toBeGreaterThan(1.8);
  });
});

function withoutWallTime({ time, ...rest }: RunDocument) {
  return { ...rest, time: { ...time, wallSeconds: 0 } };
}

test('a rehearsal is shown without doing it to whoever has no credentials, or a profile of another account', async () => {
  const variables = { AWS_PROFILE: 'another', AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const { exitCode, stdout, stderr } = await hsm(['provision', '-f', 'examples/testing.json', '--local', '--dry-run'], { variables });
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^testing:\n {2}\+ cluster of hsm2m\.medium in FIPS mode\n/);
});
