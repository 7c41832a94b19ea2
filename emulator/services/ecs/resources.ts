import type { EcsPlace } from './state.ts';
import { findTaskDefinition } from './task-definition.ts';

const last = (reference: string) => reference.split('/').at(-1)!;

export function onClusters({ clusters = ['default'] }: { clusters?: string[] }, place: EcsPlace): string[] {
  return clusters.map((reference) => place.arn('ecs', `cluster/${last(reference)}`));
}

export function onTasks({ cluster = 'default', tasks }: { cluster?: string; tasks: string[] }, place: EcsPlace): string[] {
  return tasks.map((reference) => place.arn('ecs', `task/${last(cluster)}/${last(reference)}`));
}

export function onDefinition({ taskDefinition }: { taskDefinition: string }, place: EcsPlace): string[] {
  const found = findTaskDefinition(place.ecs.taskDefinitions, taskDefinition);
  return [found?.taskDefinitionArn ?? place.arn('ecs', `task-definition/${last(taskDefinition)}`)];
}
