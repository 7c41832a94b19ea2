import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { compilePattern } from '../event-pattern.ts';
import type { EventsPlace } from '../state.ts';

/** Members that an event has to have, as the API reference lists them. */
const required = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern: Operation<{ EventPattern: string; Event: string }, EventsPlace> = {
  run({ EventPattern, Event }) {
    const matches = compilePattern(EventPattern);
    return { Result: matches(eventIn(Event)) };
  },
};

/** @throws AwsError ValidationException */
function eventIn(text: string): unknown {
  let event: unknown;
  try {
    event = readJson(text);
  } catch {
    throw notValid();
  }
  if (typeof event !== 'object' || event === null || required.some((name) => !Object.hasOwn(event, name))) throw notValid();
  return event;
}

function notValid(): AwsError {
  return new AwsError('ValidationException', 'Parameter Event is not valid.');
}
