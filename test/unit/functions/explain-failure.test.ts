import { expect, test } from 'vitest';
import { handler } from '../../../functions/explain-failure.ts';
import { context } from '../lambda-context.ts';

test('takes what a Catch hands over', async () => {
  const caught = { Error: 'ClusterDegraded', Cause: '{"errorMessage":"It broke Remedy: mend it","errorType":"ClusterDegraded"}' };

  expect(await handler(caught, context)).toEqual({ error: 'ClusterDegraded', cause: 'It broke Remedy: mend it' });
});

test('takes what a Choice says itself', async () => {
  const said = { Error: 'ClusterStateUnexpected', Cause: 'the check answered neither ready nor pending' };

  expect(await handler(said, context)).toEqual({
    error: 'ClusterStateUnexpected',
    cause: expect.stringMatching(/^the check answered.* Remedy: /),
  });
});

test('has a name even for a failure without any', async () => {
  expect(await handler({}, context)).toMatchObject({ error: 'StepFailed', cause: expect.stringContaining(' Remedy: ') });
});
