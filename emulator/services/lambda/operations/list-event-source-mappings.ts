import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { LambdaPlace } from '../state.ts';

/**
 * There are none, whatever function or source is asked for, be it there or not (localstack's test_event_source_mapping_exceptions, verified on AWS).
 *
 * @throws AwsError InvalidParameterValueException for a marker
 */
export const listEventSourceMappings: Operation<{ Marker?: string; MaxItems?: number }, LambdaPlace> = {
  ignores: ['FunctionName', 'EventSourceArn'],
  run(input) {
    return { EventSourceMappings: page([], 'ListEventSourceMappings', input).items };
  },
};
