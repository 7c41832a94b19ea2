import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { State } from '../definition.ts';
import { type JsonType, jsonType } from '../expressions.ts';
import { parseResource } from '../integrations/resource.ts';

/** What may stand in a context object, and of which type. */
const allowed: Record<string, Record<string, JsonType | undefined>> = {
  Execution: {
    Id: 'string',
    Input: undefined,
    Name: 'string',
    RoleArn: 'string',
    StartTime: 'string',
    RedriveCount: 'number',
    RedriveTime: 'string',
  },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

/** The context object that a request gives a state. @throws AwsError ValidationException */
export function givenContext(text: string, state: State): Record<string, unknown> {
  let context: unknown;
  try {
    context = readJson(text);
  } catch {
    throw refusal('it must be valid JSON');
  }
  if (!isObject(context)) throw refusal('it must be an object');
  for (const [name, fields] of Object.entries(context)) {
    if (name === 'Map') throw refusal("'Map' field is not supported when mocking a Context object");
    if (!Object.hasOwn(allowed, name)) throw refusal(`Field '${name}' is not allowed`);
    if (name === 'Task' && !hasToken(state)) {
      throw refusal(
        "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
      );
    }
    checkFields(name, fields);
  }
  return context;
}

function checkFields(name: string, fields: unknown): void {
  if (!isObject(fields)) throw refusal(`${name} must be an object`);
  for (const [field, value] of Object.entries(fields)) {
    if (!Object.hasOwn(allowed[name]!, field)) throw refusal(`Field '${field}' is not allowed`);
    const type = allowed[name]![field];
    if (type !== undefined && jsonType(value) !== type) throw refusal(`${name}.${field} must be a ${type}`);
  }
}

function hasToken(state: State): boolean {
  const resource = state.Type === 'Task' ? parseResource(state.Resource) : undefined;
  return resource?.kind === 'service' && resource.pattern !== '';
}

function refusal(why: string): AwsError {
  return new AwsError('ValidationException', `Invalid Context object provided: ${why}`);
}
