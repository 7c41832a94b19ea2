import { DescribeCertificateAuthorityCommand } from '@aws-sdk/client-acm-pca';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { environmentHash, requestHash } from '../../../core/environment/environment-hash.ts';
import { handler } from '../../../functions/validate-request.ts';
import { healthyAccount, rootAuthority } from '../account.ts';
import { cloudhsm, dynamodb, ec2, kms, pca } from '../aws.ts';
import { describedCluster, describedHsm } from '../clusters.ts';
import { environment, environmentFile } from '../environments.ts';
import { now } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, store } from '../record.ts';
import { serverFault } from '../service-errors.ts';

/** Asks for a file, or for what else stands in the input. */
const provision = (input: unknown) => handler({ intent: 'provision', input, now }, context);

beforeEach(async () => {
  await healthyAccount();
  emptyRecord();
});

test('passes a good file on with its defaults, its hash and no warning', async () => {
  const file = environmentFile({ purpose: undefined, mode: undefined, onFailure: undefined });

  expect(await provision(file)).toEqual({
    environment: 'production',
    file: environment({ purpose: 'production', mode: 'FIPS', onFailure: 'keep' }),
    hash: environmentHash(environment()),
    changes: {},
    onFailure: 'keep',
    requestedAt: now,
    warnings: [],
  });
});

test('passes on what the file says of a failure', async () => {
  expect(await provision(environmentFile({ onFailure: 'remove' }))).toMatchObject({ onFailure: 'remove' });
});

test('passes on what the file itself is warned of, and what the account warns of', async () => {
  const { warnings } = await provision(environmentFile({ hsmCount: 1, keyStore: undefined }));

  expect(warnings).toMatchObject([{ path: 'hsmCount', problem: 'one HSM is not highly available' }]);
});

test('takes the name of an environment on record for its file', async () => {
  fileOnRecord({ hsmCount: 2 });

  expect(await provision({ environment: 'production' })).toMatchObject({
    environment: 'production',
    file: environment({ hsmCount: 2 }),
    hash: environmentHash(environment({ hsmCount: 2 })),
    changes: {},
  });
});

test('makes of changes the file that is asked for, and passes on both', async () => {
  fileOnRecord({ hsmCount: 2 });

  const result = await handler({ intent: 'scale', input: { environment: 'production', hsms: 4 }, now }, context);

  expect(result).toMatchObject({
    file: environment({ hsmCount: 4 }),
    hash: requestHash(environment({ hsmCount: 4 }), { hsms: 4 }),
    changes: { hsms: 4 },
  });
});

test.each([
  [
    'in which the cluster has no subnet',
    ['us-east-1a', 'us-east-1f'],
    /^zones\.1: cluster-\w+ has no subnet in us-east-1f; it has subnets in us-east-1a, /,
  ],
  [
    'that are too few for a key store',
    ['b'],
    /^zones: all HSMs would stand in us-east-1b, .* name another one too: us-east-1a, us-east-1c$/,
  ],
])('refuses zones %s before the file is on record', async (_, zones, problem) => {
  fileOnRecord({ hsmCount: 3 });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [] })] });

  await expect(handler({ intent: 'scale', input: { environment: 'production', hsms: 3, zones }, now }, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'production', problem: expect.stringMatching(problem) },
  });
});

test('refuses a file of another cluster than the one that stands before it is on record', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  const says = (problem: RegExp) => ({ name: 'InvalidEnvironment', details: { problem: expect.stringMatching(problem) } });

  await expect(provision(environmentFile({ mode: 'NON_FIPS' }))).rejects.toMatchObject(
    says(
      /^mode: the environment has cluster-\w+, and its mode is FIPS, not NON_FIPS; write into the file what the cluster is, or choose another environment name$/,
    ),
  );
  await expect(provision(environmentFile({ hsmType: 'hsm1.medium' }))).rejects.toMatchObject(says(/^hsmType: (?!.*modify-cluster)/));
});

test('a changed file is checked as any other', async () => {
  fileOnRecord({ hsmCount: 3 });

  await expect(handler({ intent: 'scale', input: { environment: 'production', hsms: 1 }, now }, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'production', problem: expect.stringContaining('hsmCount: 1 HSM is too few for a key store') },
  });
});

test('an event is as old as EventBridge says, and refused where it is older than the teardown', async () => {
  const input = { detail: environmentFile(), time: '2026-01-01T00:05:00Z', id: '6f1c7a52' };
  expect(await provision(input)).toMatchObject({ environment: 'production', requestedAt: '2026-01-01T00:05:00Z' });

  store('file', { tornDownAt: '2026-01-01T00:06:00.000Z' });
  await expect(provision(input)).rejects.toMatchObject({ name: 'RequestOutdated', details: { to: 'environment production' } });
  expect(await provision(environmentFile())).toMatchObject({ requestedAt: now });
});

test('refuses a file by its form before it asks AWS anything', async () => {
  await expect(provision(environmentFile({ hsmCount: 'three', backupRetentionDays: 5 }))).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: {
      doing: 'checking the environment file',
      to: 'production',
      problem: 'hsmCount: "three" is not accepted; has to be a number\nbackupRetentionDays: 5 is not accepted; has to be 7 or more',
      remedy: expect.stringContaining('nothing was created'),
    },
  });
  for (const client of [cloudhsm, dynamodb, ec2, kms, pca]) expect(client.calls()).toHaveLength(0);
});

test('refuses what only the account shows to be wrong', async () => {
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: { ...rootAuthority, Status: 'DISABLED' } });

  await expect(provision(environmentFile())).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: 'certificateAuthority.arn: the CA is DISABLED; make it ACTIVE, or name another' },
  });
});

test.each([
  ['scales below what stands', 2, 2],
  ['parks with the number that it comes back with', 0, 3],
])('%s', async (_, hsms, hsmCount) => {
  fileOnRecord();
  const Hsms = [1, 2, 3].map((number) => describedHsm(number));
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms })] });

  expect(await handler({ intent: 'scale', input: { environment: 'production', hsms }, now }, context)).toMatchObject({
    file: { hsmCount },
    changes: { hsms },
  });
});

test.each([[null], ['text'], [[]], [42]])('refuses %j, which is no file at all', async (input) => {
  await expect(provision(input)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'no name', problem: expect.stringContaining('the file: ') },
  });
});

test('refuses a name that is not on record', async () => {
  await expect(provision({ environment: 'production' })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: expect.stringContaining('no file of it is on record') },
  });
});

test('only reads: nothing that it asks AWS changes anything', async () => {
  await provision(environmentFile());

  const asked = [cloudhsm, dynamodb, ec2, kms, pca].flatMap((client) => client.calls().map(({ args }) => args[0].constructor.name));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((name) => !/^(Describe|Get|List)/.test(name))).toEqual([]);
});

test('an AWS that fails says nothing about the file', async () => {
  pca.on(DescribeCertificateAuthorityCommand).rejects(serverFault('InternalFailure'));

  await expect(provision(environmentFile())).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('what works on no single environment has no file, and is known by what it asks for', async () => {
  const audit = (input: unknown) => handler({ intent: 'audit', input, now }, context);

  const asked = await audit({ environments: ['production'] });
  expect(asked).toEqual({
    environment: '',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    changes: { environments: ['production'] },
    onFailure: 'keep',
    requestedAt: now,
    warnings: [],
  });
  expect(await audit({ environment: 'production' })).toEqual(asked);
  expect((await audit({})).hash).not.toBe(asked.hash);
  await expect(audit({ places: ['production'] })).rejects.toMatchObject({ name: 'InvalidEnvironment' });
  for (const client of [cloudhsm, dynamodb, ec2, kms, pca]) expect(client.calls()).toHaveLength(0);
});
