import { complaintsAbout } from '../integrations/arguments.ts';
import { emulatedResources, parseResource } from '../integrations/resource.ts';
import { itemBatcher, itemReader, resultWriter } from './distributed-map.ts';
import {
  anything,
  assignWith,
  boolean,
  type Check,
  checkFields,
  expressionOr,
  type FieldRules,
  integer,
  jsonPathOnly,
  list,
  number,
  object,
  oneOf,
  structure,
  template,
  templateWith,
  text,
  timestamp,
  truth,
} from './fields.ts';
import { type Fields, type Findings, isObject } from './findings.ts';
import type { Offered } from './references.ts';

const errorEquals = list(text);

/** Output and Assign, by what `$states` holds for them. */
const shapingWith = (...offered: Offered[]) => ({ Output: templateWith(...offered), Assign: assignWith(...offered) });
const shaping = shapingWith();
/** Of the states that have a result. */
const shapingResult = shapingWith('result');

const catcher = structure({
  required: { ErrorEquals: errorEquals, Next: text },
  optional: { ...shapingWith('errorOutput'), Comment: text },
});

const retrier = structure({
  required: { ErrorEquals: errorEquals },
  optional: {
    IntervalSeconds: integer(1),
    MaxAttempts: integer(0),
    BackoffRate: number(1),
    MaxDelaySeconds: integer(1, 31_622_400),
    JitterStrategy: oneOf('FULL', 'NONE'),
    Comment: text,
  },
});

const choice = structure({
  required: { Condition: expressionOr(boolean), Next: text },
  optional: { ...shaping, Comment: text },
});

const resource: Check = (value, path, findings) => {
  text(value, path, findings);
  if (typeof value !== 'string' || parseResource(value)) return;
  const why = value.startsWith('arn:aws:states:::')
    ? `The local AWS has ${emulatedResources.join(', ')}.`
    : 'The value is not a valid resource ARN, or the resource is not available in this region.';
  findings.schema(`The resource provided ${value} is not recognized. ${why}`, path);
};

/** AWS asks for its RoleArn; a cross-account role is not emulated. */
const credentials: Check = (value, path, findings) => {
  if (isObject(value) && value.RoleArn !== undefined)
    findings.schema("Field 'Credentials' is not supported", path.replace(/\/Credentials$/, ''));
  else findings.schema("The field 'RoleArn' is required but was missing", path);
};

const going = { Next: text, End: truth };
const recovery = { Retry: list(retrier, 0), Catch: list(catcher, 0) };

const queryLanguage: Check = (value, path, findings) => {
  text(value, path, findings);
  if (typeof value === 'string' && value !== 'JSONata') findings.schema('Value should be one of the following: [JSONPath, JSONata]', path);
};
const common = { Comment: text, QueryLanguage: queryLanguage };
const seconds = expressionOr(integer(1));
const itemList = list(template, 0);
/** Members of an object are for a distributed Map: see checkProcessor. */
const items = expressionOr((value, path, findings) => (isObject(value) ? template : itemList)(value, path, findings));

const processing = structure({ required: {}, optional: { Mode: oneOf('INLINE', 'DISTRIBUTED'), ExecutionType: oneOf('STANDARD') } });
/** A block's states are checked with the block, by ./blocks.ts. */
const block: FieldRules = { required: { StartAt: text, States: anything }, optional: { Comment: text } };
const processor: FieldRules = { ...block, optional: { ...block.optional, ProcessorConfig: processing } };

const ownRules: Record<string, FieldRules> = {
  Task: {
    required: { Resource: resource },
    optional: {
      ...shapingResult,
      ...going,
      ...recovery,
      Arguments: template,
      TimeoutSeconds: seconds,
      HeartbeatSeconds: seconds,
      Credentials: credentials,
    },
  },
  Pass: { required: {}, optional: { ...shaping, ...going } },
  Choice: { required: { Choices: list(choice) }, optional: { ...shaping, Default: text } },
  Wait: { required: {}, optional: { ...shaping, ...going, Seconds: expressionOr(integer(0)), Timestamp: expressionOr(timestamp) } },
  Succeed: { required: {}, optional: { Output: template } },
  Fail: { required: {}, optional: { Error: expressionOr(text), Cause: expressionOr(text) } },
  Parallel: {
    required: { Branches: list(structure(block)) },
    optional: { ...shapingResult, ...going, ...recovery, Arguments: template },
  },
  Map: {
    required: { ItemProcessor: structure(processor) },
    optional: {
      ...shapingResult,
      ...going,
      ...recovery,
      Items: items,
      ItemSelector: expressionOr(object),
      MaxConcurrency: expressionOr(integer(0)),
      Label: text,
      ItemReader: itemReader,
      ItemBatcher: itemBatcher,
      ResultWriter: resultWriter,
      ToleratedFailureCount: expressionOr(integer(0)),
      ToleratedFailurePercentage: expressionOr(number(0, 100)),
    },
  },
};

const rules = Object.fromEntries(
  Object.entries(ownRules).map(([type, { required, optional }]) => [
    type,
    { required, optional: { ...optional, ...common, Type: anything } },
  ]),
);
/** In AWS's order. */
const stateType = oneOf('Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map');

/** Of a Map, what goes with a distributed processor alone. */
function checkProcessor(state: Fields, path: string, findings: Findings): void {
  const config = isObject(state.ItemProcessor) && isObject(state.ItemProcessor.ProcessorConfig) ? state.ItemProcessor.ProcessorConfig : {};
  const at = `${path}/ItemProcessor/ProcessorConfig`;
  if (config.Mode !== 'DISTRIBUTED') {
    if (isObject(state.Items)) itemList(state.Items, `${path}/Items`, findings);
    for (const field of ['Label', 'ItemReader', 'ItemBatcher', 'ResultWriter'])
      if (state[field] !== undefined) findings.schema(`Field '${field}' is not supported`, path);
    if (config.ExecutionType !== undefined) findings.schema("Field 'ExecutionType' is not supported", at);
  } else if (config.ExecutionType === undefined) findings.schema("The field 'ExecutionType' is required but was missing", at);
}

/** Checks one state by itself: its type, its fields and their values. */
export function checkState(state: unknown, path: string, findings: Findings): void {
  if (!isObject(state)) {
    findings.schema('A state must be an object', path);
    return;
  }
  stateType(state.Type, `${path}/Type`, findings);
  if (!Object.hasOwn(rules, String(state.Type))) return;
  const own = rules[String(state.Type)]!;
  checkFields(inJsonata(state, path, findings), own, path, findings);
  if ('Next' in own.optional && (state.Next === undefined) === (state.End === undefined)) {
    findings.schema("A state must have either a field 'Next' or a field 'End'", path);
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    findings.schema('A Wait state must have exactly one of the fields [Seconds, Timestamp]', path);
  }
  if (state.Type === 'Map') checkProcessor(state, path, findings);
  checkRecovery(state, path, findings);
  checkArguments(state, path, findings);
}

/** A state of a JSONata machine may not go back to JSONPath. As measured, AWS says no more then of the fields that only JSONPath has. */
function inJsonata(state: Fields, path: string, findings: Findings): Fields {
  if (state.QueryLanguage !== 'JSONPath') return state;
  findings.schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", path);
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'QueryLanguage' && !jsonPathOnly.has(name)));
}

/** Literal Arguments of a service; what expressions make of theirs is checked when the task runs. */
function checkArguments(state: Fields, path: string, findings: Findings): void {
  const called = state.Type === 'Task' && typeof state.Resource === 'string' ? parseResource(state.Resource) : undefined;
  if (called?.kind !== 'service' || !isObject(state.Arguments)) return;
  for (const { message, path: inside } of complaintsAbout(state.Arguments, called.integration.accepts)) {
    findings.schema(message, `${path}/Arguments${inside}`);
  }
}

/** `States.ALL` stands alone and last; a heartbeat is shorter than the time-out. */
function checkRecovery(state: Fields, path: string, findings: Findings): void {
  for (const field of ['Retry', 'Catch']) {
    const handlers = Array.isArray(state[field]) ? (state[field] as Fields[]) : [];
    handlers.forEach((handler, index) => {
      const names = Array.isArray(handler?.ErrorEquals) ? (handler.ErrorEquals as unknown[]) : [];
      if (!names.includes('States.ALL') || (names.length === 1 && index === handlers.length - 1)) return;
      findings.schema(`States.ALL must appear alone and at end of the list`, `${path}/${field}[${index}]/ErrorEquals`);
    });
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    findings.schema("The field 'HeartbeatSeconds' must be smaller than the field 'TimeoutSeconds'", path);
  }
}
