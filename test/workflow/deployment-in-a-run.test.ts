import { expect, test } from 'vitest';
import { deployed, onNextRequest } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

test('a run whose deployment brings a new task meanwhile, and takes the old one away, goes on with the new', async () => {
  const deployment = await deployed();
  const { ecs } = deployment.home;
  const [first] = ecs.taskDefinitions;
  let second = '';
  onNextRequest(deployment.home, 'cloudhsmv2:InitializeCluster', () => {
    const { family, cpu, memory, networkMode, executionRoleArn, taskRoleArn, containerDefinitions: containers } = first!;
    second = ecs.registerTaskDefinition({ family, cpu, memory, networkMode, executionRoleArn, taskRoleArn, containers });
    ecs.taskDefinitions.splice(0, 1);
  });

  const { status } = await deployment.run(withoutKeyStore());

  expect(status).toBe('SUCCEEDED');
  expect([...ecs.tasks.values()].map(({ shown }) => shown.taskDefinitionArn)).toEqual([second, second]);
});
