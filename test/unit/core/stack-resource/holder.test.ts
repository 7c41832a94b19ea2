import { beforeEach, expect, test } from 'vitest';
import { hold, isAnothers, letGo, requireOwn } from '../../../../core/stack-resource/holder.ts';
import { emptyRecord, stored } from '../../record.ts';

const own = { StackId: 'arn:stack/payments', LogicalResourceId: 'Environment' };
const renamed = { ...own, LogicalResourceId: 'Hsms' };
const other = { StackId: 'arn:stack/other', LogicalResourceId: 'Environment' };
const ofAnother = {
  name: 'InvalidEnvironment',
  details: {
    to: 'environment production',
    problem: 'it is a resource of another stack already: arn:stack/payments',
    remedy: expect.stringContaining(
      "`aws dynamodb update-item --table-name environments --key environment={S=production},item={S=stack} --update-expression 'REMOVE stackId, logicalId'`",
    ),
  },
};

beforeEach(emptyRecord);

test('an environment that no stack has may become any resource of any stack', async () => {
  await requireOwn('production', own);
  expect(await isAnothers('production', own)).toBe(false);

  await hold('production', own);
  await hold('production', own);

  expect(stored('stack')).toEqual({ stackId: own.StackId, logicalId: own.LogicalResourceId });
});

test('an environment of a stack is refused to another, before a run and after it, and stays', async () => {
  await hold('production', own);

  await expect(requireOwn('production', other)).rejects.toMatchObject(ofAnother);
  await expect(hold('production', other)).rejects.toMatchObject(ofAnother);
  expect(await isAnothers('production', other)).toBe(true);
  expect(stored('stack')).toMatchObject({ stackId: own.StackId });
});

test('within a stack the resource that asked last has it: the old one takes nothing along when it goes', async () => {
  await hold('production', own);
  await requireOwn('production', renamed);
  await hold('production', renamed);

  expect([await isAnothers('production', own), await isAnothers('production', renamed)]).toEqual([true, false]);
  await letGo('production', own);
  expect(stored('stack')).toEqual({ stackId: own.StackId, logicalId: 'Hsms' });
});

test('a resource of the same logical id in another stack does not let it go', async () => {
  await hold('production', own);
  await letGo('production', other);

  expect(stored('stack')).toMatchObject({ stackId: own.StackId });
});

test('once its resource has gone it may become that of another stack', async () => {
  await hold('production', own);
  await letGo('production', own);
  await hold('production', other);

  expect(stored('stack')).toMatchObject({ stackId: other.StackId });
});
