import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test } from 'vitest';
import { rememberAddresses } from '../../../core/record/parking.ts';
import { handler } from '../../../functions/explain-failure.ts';
import { cloudhsm, dynamodb, kms, sfn } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { bodyExecution, execution, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy, store } from '../record.ts';
import { rejection } from '../service-errors.ts';

const lease = { environment: 'production', intent: 'provision', holder: execution };

const explain = (failure: { Error?: string; Cause?: string }, more: Partial<Parameters<typeof handler>[0]> = {}) =>
  handler({ failure, lease, removal: null, ...more }, context);

beforeEach(() => {
  process.env.AWS_REGION = 'us-east-1';
  cloudhsm.reset();
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  sfn.reset();
  emptyRecord();
});

test('takes what a Catch hands over', async () => {
  const failure = { Error: 'ClusterDegraded', Cause: '{"errorMessage":"It broke Remedy: mend it","errorType":"ClusterDegraded"}' };

  expect(await explain(failure)).toEqual({ error: 'ClusterDegraded', cause: 'It broke Remedy: mend it', created: [] });
});

test('takes what a Choice says itself', async () => {
  const failure = { Error: 'PeopleDeadlineExceeded', Cause: 'nobody answered until 2026-01-31' };

  expect(await explain(failure)).toMatchObject({
    error: 'PeopleDeadlineExceeded',
    cause: expect.stringMatching(/^nobody answered.* Remedy: /),
  });
});

test('has a name even for a failure without any', async () => {
  expect(await explain({})).toMatchObject({
    error: 'StepFailed',
    cause: expect.stringContaining(' Remedy: '),
  });
});

test('asks the body itself where its cause was cut', async () => {
  const Cause = JSON.stringify({ ExecutionArn: bodyExecution, Input: 'x'.repeat(100) }).slice(0, 150);
  sfn
    .on(DescribeExecutionCommand, { executionArn: bodyExecution })
    .resolves({ status: 'FAILED', error: 'HsmMissing', cause: '{"errorMessage":"One is gone Remedy: start again"}' });

  expect(await explain({ Error: 'States.TaskFailed', Cause })).toMatchObject({
    error: 'HsmMissing',
    cause: 'One is gone Remedy: start again',
  });
});

test('names what the run had created when it failed', async () => {
  leaseHeldBy(execution, { created: ['hsm-1', 'cluster-1'] });

  expect(await explain({ Error: 'HsmMissing', Cause: 'x' })).toMatchObject({
    created: ['cluster-1', 'hsm-1'],
  });
});

test('names nothing of another run', async () => {
  leaseHeldBy(otherExecution, { created: ['cluster-1'] });

  expect(await explain({ Error: 'LeaseHeld', Cause: 'x' })).toMatchObject({ created: [] });
});

test('a run that came to no environment has created nothing, and nobody is asked', async () => {
  const failure = { Error: 'InvalidEnvironment', Cause: '{"errorMessage":"no file"}' };

  expect(await explain(failure, { lease: { environment: '', intent: 'provision', holder: execution } })).toMatchObject({ created: [] });
  expect(dynamodb.calls()).toHaveLength(0);
  expect(cloudhsm.calls()).toHaveLength(0);
});

const failure = { Error: 'HsmMissing', Cause: '{"errorMessage":"One is gone. Remedy: start again"}' };
const standing = describedCluster({ Hsms: [describedHsm(1), describedHsm(2, { State: 'DELETED' })] });

test('names what stands and is billed', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [standing] });

  expect((await explain(failure)).cause).toBe(
    `One is gone. Standing and billed: 1 HSM of ${clusterId} (hsm-aaaaaaaaaa1), about USD 1.6 an hour Remedy: start again`,
  );
});

test('explains where what stands cannot be read', async () => {
  cloudhsm.on(DescribeClustersCommand).rejects(rejection('CloudHsmAccessDeniedException', 'not authorized'));

  expect((await explain(failure)).cause).toBe(
    'One is gone. What stands and is billed could not be read (CloudHsmAccessDeniedException: not authorized) Remedy: start again',
  );
});

test('names what the run has made where what stands cannot be read', async () => {
  leaseHeldBy(execution, { created: ['hsm-1', 'cluster-1', 'arn:secret'] });
  cloudhsm.on(DescribeClustersCommand).rejects(rejection('CloudHsmAccessDeniedException', 'not authorized'));

  expect((await explain(failure)).cause).toContain(
    'could not be read (CloudHsmAccessDeniedException: not authorized); this run has made cluster-1, hsm-1 Remedy',
  );
});

test.each([
  ['one HSM', ['hsm-1'], '; this run has made hsm-1 Remedy'],
  ['nothing that is billed', ['arn:secret'], 'not authorized) Remedy'],
])('of a run that has made %s, that much is told where what stands cannot be read', async (_, created, told) => {
  leaseHeldBy(execution, { created });
  cloudhsm.on(DescribeClustersCommand).rejects(rejection('CloudHsmAccessDeniedException', 'not authorized'));

  expect((await explain(failure)).cause).toContain(told);
});

test('names what stands where somebody has taken its tags off', async () => {
  store('file', { clusterId });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [{ ...standing, TagList: [] }] });

  expect((await explain(failure)).cause).toContain(`Standing and billed: 1 HSM of ${clusterId}`);
});

describe('a key store that is not connected', () => {
  const storeIs = (ConnectionState: 'CONNECTED' | 'DISCONNECTED') =>
    kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [{ CustomKeyStoreId: 'cks-1', ConnectionState }] });
  const out = 'Its key store cks-1 is DISCONNECTED: none of its keys can be used until it is connected';
  const park = { ...lease, intent: 'scale' };

  beforeEach(() => {
    kms.reset();
    storeIs('DISCONNECTED');
    store('file', { keyStoreId: 'cks-1', file: '{"hsmCount":3}' });
  });

  test('is told', async () => {
    expect((await explain(failure)).cause).toBe(`One is gone. ${out} Remedy: start again`);
    storeIs('CONNECTED');
    expect((await explain(failure)).cause).toBe('One is gone Remedy: start again');
  });

  test('of a run that parks, and how to have the keys back', async () => {
    await rememberAddresses('production', {}, now);
    expect((await explain(failure, { lease: park })).cause).toBe(`One is gone. ${out} Remedy: start again`); // its cluster has given way
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [{ ...standing, Hsms: [] }] });

    expect((await explain(failure, { lease: park })).cause).toBe(
      `One is gone. ${out} Remedy: start again; to have its HSMs and keys back instead: \`npx hsm scale production --hsms 3 --region us-east-1\``,
    );
  });

  test.each([
    ['a drill, which leaves it as it is', failure, { ...lease, intent: 'drill' }],
    ['a run that was refused because another is at work', { Error: 'LeaseHeld', Cause: '{"errorMessage":"held"}' }, park],
  ])('is not told of %s', async (_, of, by) => {
    expect((await explain(of, { lease: by })).cause).not.toContain('key store');
  });

  test('that cannot be read keeps nothing from being told', async () => {
    kms.on(DescribeCustomKeyStoresCommand).rejects(rejection('AccessDeniedException', 'not authorized'));

    expect((await explain(failure)).cause).toBe(
      'One is gone. Its key store cks-1 could not be read (AccessDeniedException: not authorized) Remedy: start again',
    );
  });
});

test('tells of a removal that was denied, in the words of its own cause, and how to do it by hand', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [standing] });
  const denied = { Error: 'AccessDenied', Cause: '{"errorMessage":"Removing (hsm-1): denied Remedy: allow it"}' };

  expect((await explain(failure, { removal: { remaining: [], kept: null, failure: denied } })).cause).toBe(
    `One is gone. What this run created was not removed, as the file asks: Removing (hsm-1): denied. Standing and billed: 1 HSM of ${clusterId} (hsm-aaaaaaaaaa1), about USD 1.6 an hour Remedy: start again; to be rid of what this run created: \`aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id hsm-aaaaaaaaaa1 --region us-east-1\`, then \`aws cloudhsmv2 delete-cluster --cluster-id ${clusterId} --region us-east-1\``,
  );
});
