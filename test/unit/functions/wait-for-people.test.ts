import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readLease } from '../../../core/record/lease.ts';
import { handler } from '../../../functions/wait-for-people.ts';
import { cloudhsm, sfn } from '../aws.ts';
import { csrOf, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy, store, stored } from '../record.ts';
import { serverFault } from '../service-errors.ts';

const waiting = {
  for: 'certificate',
  since: '2026-01-01T00:00:00.000Z',
  deadline: '2026-01-31T00:00:00.000Z',
  publish: { subject: 'A certificate is wanted', message: 'Sign the CSR.' },
};
const event = {
  lease,
  waiting,
  token: 'token-1',
};
const sent = () => sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  sfn.reset();
  sfn.on(SendTaskSuccessCommand).resolves({});
  emptyRecord();
});

test('keeps the token until people answer', async () => {
  expect(await handler(event, context)).toEqual({ answered: false });

  expect(stored('waiting#provision')).toMatchObject({
    for: 'certificate',
    token: 'token-1',
    deadline: waiting.deadline,
    execution,
    hash: lease.hash,
  });
  expect(sent()).toEqual([]);
});

test('gives the lease back once it is on record who waits', async () => {
  leaseHeldBy(execution);
  await handler(event, context);

  expect(await readLease('production')).toBeUndefined();
});

test('leaves the lease of whoever works on the environment meanwhile', async () => {
  leaseHeldBy(otherExecution, { intent: 'scale' });
  await handler(event, context);

  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('an answer that came while no token was out ends the wait at once', async () => {
  store('waiting#provision', { answer: '{}', answeredAt: '2026-01-02T00:00:00.000Z' });

  expect(await handler(event, context)).toEqual({ answered: true });
  expect(sent()).toEqual([{ taskToken: 'token-1', output: '{}' }]);
});

test('an answer to an earlier wait does not', async () => {
  store('waiting#provision', { answer: '{}', answeredAt: '2025-12-31T00:00:00.000Z' });

  expect(await handler(event, context)).toEqual({ answered: false });
  expect(sent()).toEqual([]);
});

test('a run in whose place another waits goes on at once, and leaves its wait alone', async () => {
  const other = { token: 'token-2', since: '2026-01-03T00:00:00.000Z', execution: otherExecution, hash: 'bb22' };
  store('waiting#provision', { ...other, replaced: execution, replacedBy: otherExecution });

  expect(await handler(event, context)).toEqual({ answered: true });
  expect(stored('waiting#provision')).toMatchObject(other);
});

test('a try that was given up and comes late leaves the token of the next one, and the lease that the run has again', async () => {
  await handler({ ...event, token: 'token-2', now: '2026-01-01T00:01:00.000Z' }, context);
  leaseHeldBy(execution);

  expect(await handler({ ...event, now: '2026-01-01T00:00:00.000Z' }, context)).toEqual({ answered: false });
  expect(stored('waiting#provision')).toMatchObject({ token: 'token-2' });
  expect(await readLease('production')).toMatchObject({ holder: execution });
});

test('the token is on record before the answer is looked for: who answers in between finds it', async () => {
  store('waiting#provision', { answer: '{}', answeredAt: '2026-01-02T00:00:00.000Z' });
  sfn.on(SendTaskSuccessCommand).rejects(serverFault('InternalServerError'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(stored('waiting#provision')).toMatchObject({ token: 'token-1' });
});

describe('a reminder', () => {
  let csr: string;
  const asked = (wanted: string, now: string) => {
    return { ...event, now, waiting: { ...waiting, for: wanted, details: { clusterId, csrSha256: fingerprint(csr) } } };
  };
  const remind = (wanted: string) => handler(asked(wanted, '2026-01-02T00:00:00.000Z'), context);
  const stands = (State: string, ClusterCsr = csr) => {
    const cluster = describedCluster({ State: 'UNINITIALIZED', Hsms: [describedHsm(1, { State })], Certificates: { ClusterCsr } });
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [cluster] });
  };

  beforeAll(async () => {
    csr = await csrOf('HSM');
  });

  beforeEach(() => cloudhsm.reset());

  test.each(['certificate', 'activation'])('has the run go on where no HSM is left for what people are asked for: %s', async (wanted) => {
    stands('DELETED');

    expect(await remind(wanted)).toEqual({ answered: true });
    expect(sent()).toEqual([{ taskToken: 'token-1', output: '{}' }]);
  });

  test('has it go on where the CSR is another', async () => {
    stands('ACTIVE', await csrOf('another HSM'));

    expect(await remind('certificate')).toEqual({ answered: true });
  });

  test.each(['certificate', 'activation'])('waits on where people can still answer: %s', async (wanted) => {
    stands('ACTIVE');

    expect(await remind(wanted)).toEqual({ answered: false });
  });

  test('looks at no HSM where admins are to approve something', async () => {
    expect(await remind('approval')).toEqual({ answered: false });
    expect(cloudhsm.calls()).toEqual([]);
  });

  test('leaves a cluster that is gone to people: the run would make another', async () => {
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });

    expect(await remind('activation')).toEqual({ answered: false });
  });

  test('leaves to others what they are at work on', async () => {
    stands('DELETED');
    leaseHeldBy(otherExecution, { intent: 'repair' });

    expect(await remind('activation')).toEqual({ answered: false });
  });

  test('comes a day after: the body has just looked itself', async () => {
    stands('DELETED');

    expect(await handler(asked('activation', waiting.since), context)).toEqual({ answered: false });
  });

  test.each<[string, string]>([
    ['certificate', 'INITIALIZED'],
    ['activation', 'ACTIVE'],
  ])('has it go on where people have done it, and told nobody: %s', async (wanted, State) => {
    const Certificates = { ClusterCsr: csr, ClusterCertificate: 'PEM' };
    const cluster = describedCluster({ State, Hsms: [describedHsm(1)], Certificates });
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [cluster] });

    expect(await remind(wanted)).toEqual({ answered: true });
  });
});
