import type { Operation } from '../../../service/service.ts';
import type { LambdaFunction } from '../function.ts';
import { functionNamed, qualifierIn } from '../function-name.ts';
import { invalidParameter } from '../mistake.ts';
import type { LambdaPlace } from '../state.ts';
import { checkTagCount } from '../tags.ts';

interface OnResource {
  Resource: string;
}

/** @throws AwsError ResourceNotFoundException, InvalidParameterValueException */
export const tagResource: Operation<OnResource & { Tags: Record<string, string> }, LambdaPlace> = {
  resources: onResource,
  run({ Resource, Tags }, { place }) {
    const fn = tagged(place, Resource);
    if (Object.keys(Tags).length === 0) throw invalidParameter('An error occurred and the request cannot be processed.');
    const tags = { ...fn.tags, ...Tags };
    checkTagCount(tags);
    fn.tags = tags;
    fn.revision++;
  },
};

/** @throws AwsError ResourceNotFoundException, InvalidParameterValueException */
export const untagResource: Operation<OnResource & { TagKeys: string[] }, LambdaPlace> = {
  resources: onResource,
  run({ Resource, TagKeys }, { place }) {
    const fn = tagged(place, Resource);
    fn.tags = Object.fromEntries(Object.entries(fn.tags).filter(([key]) => !TagKeys.includes(key)));
    fn.revision++;
  },
};

/** @throws AwsError ResourceNotFoundException, InvalidParameterValueException */
export const listTags: Operation<OnResource, LambdaPlace> = {
  resources: onResource,
  run: ({ Resource }, { place }) => ({ Tags: tagged(place, Resource).tags }),
};

function onResource({ Resource }: OnResource): string[] {
  return [Resource];
}

/** Functions alone have tags here. */
function tagged(place: LambdaPlace, arn: string): LambdaFunction {
  if (!arn.includes(':function:')) throw invalidParameter(`Tags of ${arn}: not emulated; docs/api-coverage.md lists what is`);
  if (qualifierIn(arn) !== undefined)
    throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  return functionNamed(place, arn);
}
