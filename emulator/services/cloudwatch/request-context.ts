import type { RequestContext } from '../../service/request-context.ts';
import { resourceTags } from '../../service/resource-tags.ts';
import type { CloudWatchPlace } from './state.ts';

interface Input {
  Namespace?: string;
  AlarmActions?: string[];
}

export function requestContext(resource: string, { Namespace, AlarmActions }: Input, { cloudwatch }: CloudWatchPlace): RequestContext {
  const alarm = cloudwatch.alarms.all.get(resource.split(':alarm:')[1] ?? '');
  return {
    ...resourceTags(alarm?.tags),
    ...(Namespace !== undefined && { 'cloudwatch:namespace': Namespace }),
    ...(AlarmActions !== undefined && { 'cloudwatch:AlarmActions': AlarmActions }),
  };
}
