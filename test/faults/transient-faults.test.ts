import { beforeAll, describe, expect, test } from 'vitest';
import { AwsError } from '../../emulator/api/error.ts';
import { ConnectionCut } from '../../emulator/faults.ts';
import { sharedDeployment } from '../workflow/deployment.ts';
import { environmentNamed } from '../workflow/environment-file.ts';
import { type RequestKind, recordRequests, sentBy } from './requests.ts';

const deployment = sharedDeployment();
let kinds: RequestKind[];

beforeAll(async () => {
  kinds = recordRequests(deployment().world);
  expect((await deployment().run(environmentNamed('good'))).status).toBe('SUCCEEDED');
}, 60_000);

test('a good run sends requests of many kinds, each under a role of its own', () => {
  expect(kinds.length).toBeGreaterThan(60);
});

describe.each<{ fault: string; when: 'before' | 'after'; error: () => AwsError; parts: number; name: string }>([
  { fault: 'is throttled', when: 'before', error: () => new AwsError('ThrottlingException', 'Rate exceeded'), parts: 5, name: 'throttled' },
  {
    fault: 'meets a server error',
    when: 'before',
    error: () => new AwsError('InternalFailure', 'It failed', { status: 500 }),
    parts: 5,
    name: 'failing',
  },
  { fault: 'gets no answer', when: 'after', error: () => new ConnectionCut(), parts: 5, name: 'unanswered' },
])('where one request of each kind $fault', ({ when, error, parts, name }) => {
  test.each(Array.from({ length: parts }, (_, part) => ({ part })))('the run succeeds (part $part of the kinds)', async ({ part }) => {
    for (const { roleArn, operation } of partOf(parts, part)) {
      deployment().world.faults.inject({ operation, when, error: error(), only: sentBy(roleArn) });
    }
    const run = await deployment().run(environmentNamed(`${name}-${part}`));
    expect(run.message).toBe('');
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' }, keyStore: { state: 'CONNECTED' } } });
  });
});

/** The kinds of a run that meets as few of one role as can be: a step that meets more faults than it retries may fail. */
function partOf(parts: number, part: number): RequestKind[] {
  return [...Map.groupBy(kinds, ({ roleArn }) => roleArn).values()].flatMap((ofRole) =>
    ofRole.filter((_, index) => index % parts === part),
  );
}
