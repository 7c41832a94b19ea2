import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/plan-audit.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord } from '../record.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const plan = (request: object) => handler({ request }, context);

beforeEach(() => {
  Object.assign(process.env, { ACCOUNT_ID: home.account, AWS_REGION: home.region, AUDIT_TARGETS: '{"accounts":[],"regions":[]}' });
  emptyRecord();
  fileOnRecord();
});

test('without a word everything is audited', async () => {
  expect(await plan({})).toEqual({ scope: 'all', places: [home], environments: [] });
});

test('what is asked for names the scope, whose reports are held against each other', async () => {
  expect(await plan({ environments: ['production'], regions: ['us-west-2', 'eu-west-1'] })).toEqual({
    scope: 'production@eu-west-1+us-west-2',
    places: [
      { ...home, region: 'us-west-2' },
      { ...home, region: 'eu-west-1' },
    ],
    environments: ['production'],
  });
});

test('an environment that is not on record is refused', async () => {
  await expect(plan({ environments: ['production', 'staging'] })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'environment staging' },
  });
});
