import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Question, waitFor } from '../../../../core/people/wait.ts';
import { clusterOf, hsm } from '../found-cluster.ts';

const now = '2026-01-01T00:00:00.000Z';
const question: Question = {
  environment: 'production',
  wanted: 'activation',
  what: 'the activation of its cluster',
  steps: ['Log in.', '`npx hsm approve production --activated` goes on.'],
  details: { address: '10.0.0.1' },
};

beforeEach(() => {
  vi.stubEnv('STAGE', 'dev');
  vi.stubEnv('AWS_REGION', 'us-east-1');
});

afterEach(() => vi.unstubAllEnvs());

test('people are told what is waited for, what they do one after the other, until when, and what it costs', () => {
  const waiting = waitFor(question, clusterOf(['us-east-1a']), now);

  expect(waiting).toMatchObject({
    for: 'activation',
    since: now,
    deadline: '2026-01-31T00:00:00.000Z',
    perHour: expect.any(Number),
    details: { clusterId: 'cluster-aaaaaaaaaaa', address: '10.0.0.1' },
    publish: { subject: 'CloudHSM environment production waits for the activation of its cluster' },
  });
  const { message } = waiting.publish;
  expect(message).toMatch(
    /^The workflow of the CloudHSM environment production waits for the activation of its cluster\.\n\n1\. Log in\.\n2\. /,
  );
  expect(message).toContain(`It waits until 2026-01-31T00:00:00.000Z; then it fails, and can be started again.`);
  expect(message).toContain(`Its HSM is billed, with about $${waiting.perHour!.toFixed(2)} an hour.`);
  expect(message.endsWith('an hour.\n')).toBe(true);
});

test('those that are billed are the HSMs that stand, also one that has failed or is still to come', () => {
  const one = waitFor(question, clusterOf(['us-east-1a']), now).perHour!;
  const cluster = {
    ...clusterOf(['us-east-1a', 'us-east-1b']),
    hsms: [hsm('a', 'DEGRADED'), hsm('b', 'CREATE_IN_PROGRESS'), hsm('c', 'DELETED')],
  };

  const two = waitFor(question, cluster, now);

  expect(two.perHour).toBeCloseTo(2 * one);
  expect(two.publish.message).toContain('Its 2 HSMs are billed');
});

test('they are told why it is asked again, and get what they need as it is', () => {
  const { publish, deadline } = waitFor({ ...question, why: 'Its HSM is gone.', attached: 'CSR' }, clusterOf(['us-east-1a']), now, 2);

  expect(publish.message).toContain('waits for the activation of its cluster. Its HSM is gone.\n');
  expect(publish.message.endsWith('\n\nCSR\n')).toBe(true);
  expect(deadline).toBe('2026-01-03T00:00:00.000Z');
});
