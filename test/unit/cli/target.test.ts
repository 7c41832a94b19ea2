import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { findStateMachine, positiveNumber, type Target, wholeNumber } from '../../../cli/target.ts';
import { sfn } from '../aws.ts';

const target = { sfn: new SFNClient({}), stage: 'dev', region: 'eu-west-1' } as Target;

beforeEach(() => {
  sfn.reset();
});

test('finds the state machine of the stage by its whole name, on any page', async () => {
  const machine = (name: string) => ({ name, stateMachineArn: `arn:${name}`, type: 'STANDARD' as const, creationDate: new Date(0) });
  sfn
    .on(ListStateMachinesCommand)
    .resolvesOnce({
      stateMachines: [machine('cloudhsm-lifecycle-dev-provision-old'), machine('cloudhsm-lifecycle-prod-provision')],
      nextToken: 'next',
    })
    .resolves({ stateMachines: [machine('cloudhsm-lifecycle-dev-provision')] });

  expect(await findStateMachine(target, 'provision')).toBe('arn:cloudhsm-lifecycle-dev-provision');
});

test('says how to deploy where it is not deployed', async () => {
  sfn.on(ListStateMachinesCommand).resolves({ stateMachines: [] });

  await expect(findStateMachine(target, 'provision')).rejects.toMatchObject({
    name: 'NotDeployed',
    message:
      'the state machine cloudhsm-lifecycle-dev-provision is not deployed in eu-west-1: npx serverless deploy --stage dev --region eu-west-1',
  });
});

test('takes numbers of options as they are meant', () => {
  expect(wholeNumber('--seed', '42')).toBe(42);
  expect(wholeNumber('--seed', undefined)).toBeUndefined();
  expect(positiveNumber('--durations', '0.5')).toBe(0.5);
  expect(positiveNumber('--durations', undefined)).toBeUndefined();
});

test.each([['4.5'], ['-1'], ['many'], ['']])('refuses --seed %j', (text) => {
  expect(() => wholeNumber('--seed', text)).toThrow(
    expect.objectContaining({ exitCode: 2, message: `--seed ${text}: has to be a whole number` }),
  );
});

test.each([['0'], ['-2'], ['twice'], ['']])('refuses --durations %j', (text) => {
  expect(() => positiveNumber('--durations', text)).toThrow(expect.objectContaining({ exitCode: 2 }));
});
