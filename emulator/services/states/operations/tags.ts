import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { StatesPlace } from '../state.ts';

export interface Tag {
  key?: string;
  value?: string;
}

interface OnResource {
  resourceArn: string;
}

const onResource = ({ resourceArn }: OnResource) => [resourceArn];

/** @throws AwsError ResourceNotFound */
export const tagResource: Operation<OnResource & { tags: Tag[] }, StatesPlace> = {
  resources: onResource,
  run({ resourceArn, tags }, { place }) {
    checkThere(place, resourceArn);
    addTags(place, resourceArn, tags);
    return {};
  },
};

/** @throws AwsError ResourceNotFound */
export const untagResource: Operation<OnResource & { tagKeys: string[] }, StatesPlace> = {
  resources: onResource,
  run({ resourceArn, tagKeys }, { place }) {
    checkThere(place, resourceArn);
    for (const key of tagKeys) place.iam.templateTags.get(resourceArn)?.delete(key);
    return {};
  },
};

/** @throws AwsError ResourceNotFound */
export const listTagsForResource: Operation<OnResource, StatesPlace> = {
  resources: onResource,
  run({ resourceArn }, { place }) {
    checkThere(place, resourceArn);
    return { tags: [...(place.iam.templateTags.get(resourceArn) ?? [])].map(([key, value]) => ({ key, value })) };
  },
};

/** Beside those that a template has given. */
export function addTags({ iam }: StatesPlace, arn: string, tags: Tag[]): void {
  const all = iam.templateTags.get(arn) ?? new Map<string, string>();
  for (const { key = '', value = '' } of tags) all.set(key, value);
  iam.templateTags.set(arn, all);
}

function checkThere({ states }: StatesPlace, arn: string): void {
  if (states.machines.has(arn) || states.activities.find(arn)) return;
  throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
}
