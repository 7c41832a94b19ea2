import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { EcsPlace } from './state.ts';

interface Input {
  cluster?: string;
  enableExecuteCommand?: boolean;
}

/** The cluster that a request is about, and the tags of a task. */
export function requestContext(resource: string, { cluster = 'default', enableExecuteCommand }: Input, place: EcsPlace): RequestContext {
  const tags = (place.ecs.tasks.get(resource)?.shown.tags ?? []).map(({ key, value }): [string, string] => [key, value]);
  return {
    ...resourceTags(new Map(tags), 'ecs'),
    'ecs:cluster': cluster.startsWith('arn:') ? cluster : place.arn('ecs', `cluster/${cluster}`),
    'ecs:enable-execute-command': String(enableExecuteCommand ?? false),
  };
}
