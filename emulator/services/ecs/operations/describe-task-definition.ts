import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { EcsPlace } from '../state.ts';
import { tagList } from '../tag-list.ts';
import { findTaskDefinition } from '../task-definition.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export const describeTaskDefinition: Operation<{ taskDefinition: string; include?: string[] }, EcsPlace> = {
  run({ taskDefinition: reference, include = [] }, { place }) {
    const taskDefinition = findTaskDefinition(place.ecs.taskDefinitions, reference);
    if (!taskDefinition) throw new AwsError('ClientException', 'Unable to describe task definition.');
    const tags = place.ecs.taskDefinitionTags.get(taskDefinition.taskDefinitionArn);
    return { taskDefinition, tags: include.includes('TAGS') ? tagList(tags) : [] };
  },
};
