import { expect, test } from 'vitest';
import { handler } from '../../../functions/conclude-copies.ts';
import { context } from '../lambda-context.ts';

const to = (region: string) => ({ environment: 'production', region });
const copied = (region: string) => ({ ...to(region), copy: `backup-in-${region}`, removed: [] });
const failed = (region: string, name: string, message: string) => ({
  ...to(region),
  failure: { Error: name, Cause: JSON.stringify({ errorMessage: message }) },
});

test('what stands where is told, and which environment lives elsewhere now, to programs alone', async () => {
  const told = await handler({ outcomes: [copied('us-west-2'), copied('eu-west-1')], moved: [to('eu-central-1')] }, context);

  expect(told).toEqual({
    announcement: {
      detailType: 'Environment Changed',
      subject: '',
      message:
        'production in us-west-2: backup-in-us-west-2\nproduction in eu-west-1: backup-in-eu-west-1\nproduction lives in eu-central-1 now: nothing is brought there any more',
    },
    copies: [copied('us-west-2'), copied('eu-west-1')],
    moved: [to('eu-central-1')],
  });
});

test('where one copy could not be made, the others being there do not hide it', async () => {
  const outcomes = [copied('us-west-2'), failed('eu-west-1', 'QuotaReached', 'Copying the backup: no room Remedy: make room')];

  await expect(handler({ outcomes, moved: [] }, context)).rejects.toMatchObject({
    name: 'QuotaReached',
    message: 'Copying the backup: no room Remedy: make room',
  });
});

test('where others could not be made either, the first says why, and they are named with their regions', async () => {
  const outcomes = [
    failed('us-west-2', 'AccessDenied', 'Copying the backup: not authorized Remedy: allow it'),
    failed('eu-west-1', 'QuotaReached', 'no room'),
  ];

  await expect(handler({ outcomes, moved: [] }, context)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Not copied either: production to eu-west-1. Copying the backup: not authorized Remedy: allow it',
  });
});

test('each of the others is named', async () => {
  const outcomes = ['us-west-2', 'eu-west-1', 'eu-central-1'].map((region) => failed(region, 'QuotaReached', 'no room'));

  await expect(handler({ outcomes, moved: [] }, context)).rejects.toThrow(
    /^Not copied either: production to eu-west-1, production to eu-central-1\. /,
  );
});
