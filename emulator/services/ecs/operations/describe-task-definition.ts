import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EcsPlace } from '../state.ts';
import { findTaskDefinition } from '../task-definition.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export const describeTaskDefinition: Operation<{ taskDefinition: string }, EcsPlace> = {
  run({ taskDefinition: reference }, { place }) {
    const taskDefinition = findTaskDefinition(place.ecs.taskDefinitions, reference);
    if (!taskDefinition) throw new AwsError('ClientException', 'Unable to describe task definition.');
    return { taskDefinition, tags: [] };
  },
};
