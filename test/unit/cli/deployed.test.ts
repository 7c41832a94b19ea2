import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { deployedStages, findStateMachine } from '../../../cli/deployed.ts';
import type { Target } from '../../../cli/target.ts';
import { sfn } from '../aws.ts';

const target = { sfn: new SFNClient({}), stage: 'dev', region: 'eu-west-1', rehearsal: false } as Target;

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
    exitCode: 2,
    message: 'the state machine cloudhsm-lifecycle-dev-provision is not deployed in eu-west-1',
    remedy: expect.stringMatching(/^npx.serverless.deploy.--stage.dev.--region.eu-west-1$/),
  });
});

test('says how to start an emulator that has it where an emulator lacks it', async () => {
  sfn.on(ListStateMachinesCommand).resolves({ stateMachines: [] });

  await expect(findStateMachine({ ...target, stage: 'prod', rehearsal: true }, 'provision')).rejects.toMatchObject({
    message: 'the state machine cloudhsm-lifecycle-prod-provision is not deployed in eu-west-1 of this emulator',
    remedy: expect.stringMatching(/^npx.hsm.emulator.--deploy.--stage.prod.--also.eu-west-1$/),
  });
});

test('names the stages that are deployed there: one of them may be meant', async () => {
  const machine = (name: string) => ({ name, stateMachineArn: `arn:${name}`, type: 'STANDARD' as const, creationDate: new Date(0) });
  const names = ['cloudhsm-lifecycle-prod-provision', 'cloudhsm-lifecycle-body-prod-provision', 'cloudhsm-lifecycle-prod-scale', 'mine'];
  sfn.on(ListStateMachinesCommand).resolves({ stateMachines: names.map(machine) });

  expect(await deployedStages(target)).toEqual(['prod']);
  await expect(findStateMachine(target, 'provision')).rejects.toMatchObject({
    remedy: expect.stringMatching(/^give --stage: prod is deployed there; or npx.serverless.deploy.--stage.dev.--region.eu-west-1$/),
  });
});

test('who may not list stages is told how to deploy all the same', async () => {
  sfn.on(ListStateMachinesCommand).rejects(new Error('denied'));

  expect(await deployedStages(target)).toEqual([]);
});
