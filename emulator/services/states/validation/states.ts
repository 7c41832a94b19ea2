import { isObject } from '../../../kernel/json-object.ts';
import type { QueryLanguageName } from '../definition.ts';
import { complaintsAbout } from '../integrations/arguments.ts';
import { parseResource } from '../integrations/resource.ts';
import { distributedMap } from './distributed-map.ts';
import {
  anything,
  assignWith,
  boolean,
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
} from './fields.ts';
import type { Fields, Findings } from './findings.ts';
import { checkAlternatives, jsonPathRules } from './jsonpath-states.ts';
import { block, credentials, errorEquals, going, processor, queryLanguage, resource, retrier } from './parts.ts';
import type { Offered } from './references.ts';

/** Output and Assign, by what `$states` holds for them. */
const shapingWith = (...offered: Offered[]) => ({ Output: templateWith(...offered), Assign: assignWith(...offered) });
const shaping = shapingWith();
/** Of the states that have a result. */
const shapingResult = shapingWith('result');

const catcher = structure({
  required: { ErrorEquals: errorEquals, Next: text },
  optional: { ...shapingWith('errorOutput'), Comment: text },
});

const choice = structure({
  required: { Condition: expressionOr(boolean), Next: text },
  optional: { ...shaping, Comment: text },
});

const recovery = { Retry: list(retrier, 0), Catch: list(catcher, 0) };

const common = { Comment: text, QueryLanguage: queryLanguage };
const seconds = expressionOr(integer(1));
const itemList = list(template, 0);
/** Members of an object are for a distributed Map: see checkProcessor. */
const items = expressionOr((value, path, findings) => (isObject(value) ? template : itemList)(value, path, findings));

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
      ...distributedMap({
        language: 'JSONata',
        given: { Arguments: template },
        number: (name, check) => ({ [name]: expressionOr(check) }),
        batchInput: template,
      }),
      ToleratedFailureCount: expressionOr(integer(0)),
      ToleratedFailurePercentage: expressionOr(number(0, 100)),
    },
  },
};

function rulesOf(language: QueryLanguageName, own: Record<string, FieldRules>): Record<string, FieldRules> {
  const all = Object.entries(own).map(([type, { required, optional }]): [string, FieldRules] => [
    type,
    { language, required, optional: { ...optional, ...common, Type: anything } },
  ]);
  return Object.fromEntries(all);
}
const rules = { JSONata: rulesOf('JSONata', ownRules), JSONPath: rulesOf('JSONPath', jsonPathRules) };
/** In AWS's order. */
const stateType = oneOf('Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map');

/** Of a Map, what goes with a distributed processor alone. */
function checkProcessor(state: Fields, path: string, findings: Findings): void {
  const name = state.ItemProcessor === undefined && state.Iterator !== undefined ? 'Iterator' : 'ItemProcessor';
  const processor = state[name];
  const config = isObject(processor) && isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  const at = `${path}/${name}/ProcessorConfig`;
  if (config.Mode !== 'DISTRIBUTED') {
    if (isObject(state.Items)) itemList(state.Items, `${path}/Items`, findings);
    for (const field of ['Label', 'ItemReader', 'ItemBatcher', 'ResultWriter'])
      if (state[field] !== undefined) findings.schema(`Field '${field}' is not supported`, path);
    if (config.ExecutionType !== undefined) findings.schema("Field 'ExecutionType' is not supported", at);
  } else if (config.ExecutionType === undefined) findings.schema("The field 'ExecutionType' is required but was missing", at);
}

/** Checks one state by itself: its type, its fields and their values. @param machine the language of the whole machine */
export function checkState(state: unknown, path: string, findings: Findings, machine: QueryLanguageName): void {
  if (!isObject(state)) {
    findings.schema('A state must be an object', path);
    return;
  }
  stateType(state.Type, `${path}/Type`, findings);
  const language = state.QueryLanguage === 'JSONata' ? 'JSONata' : machine;
  if (!Object.hasOwn(rules[language], String(state.Type))) return;
  const own = rules[language][String(state.Type)]!;
  checkFields(machine === 'JSONata' ? inJsonata(state, path, findings) : state, own, path, findings);
  if ('Next' in own.optional && (state.Next === undefined) === (state.End === undefined)) {
    findings.schema("A state must have either a field 'Next' or a field 'End'", path);
  }
  checkWait(state, path, findings, language);
  if (state.Type === 'Map') checkProcessor(state, path, findings);
  if (language === 'JSONPath') checkAlternatives(state, path, findings);
  checkRecovery(state, path, findings);
  checkArguments(state, path, findings, language);
}

function checkWait(state: Fields, path: string, findings: Findings, language: QueryLanguageName): void {
  if (state.Type !== 'Wait') return;
  const ways = ['Seconds', 'Timestamp', ...(language === 'JSONPath' ? ['SecondsPath', 'TimestampPath'] : [])];
  if (ways.filter((way) => state[way] !== undefined).length !== 1) {
    findings.schema(`A Wait state must have exactly one of the fields [${ways.join(', ')}]`, path);
  }
}

/** A state of a JSONata machine may not go back to JSONPath. As measured, AWS says no more then of the fields that only JSONPath has. */
function inJsonata(state: Fields, path: string, findings: Findings): Fields {
  if (state.QueryLanguage !== 'JSONPath') return state;
  findings.schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", path);
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'QueryLanguage' && !jsonPathOnly.has(name)));
}

/** Literal Arguments of a service, or Parameters; what expressions make of theirs is checked when the task runs. */
function checkArguments(state: Fields, path: string, findings: Findings, language: QueryLanguageName): void {
  const called = state.Type === 'Task' && typeof state.Resource === 'string' ? parseResource(state.Resource) : undefined;
  const field = language === 'JSONata' ? 'Arguments' : 'Parameters';
  const given = language === 'JSONata' ? state.Arguments : withoutMarks(state.Parameters);
  if (called?.kind !== 'service' || !isObject(given)) return;
  for (const { message, path: inside } of complaintsAbout(given, called.integration.accepts)) {
    findings.schema(message, `${path}/${field}${inside}`);
  }
}

/** With the names that members have once their paths are followed. */
function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => (name.endsWith('.$') ? [name.slice(0, -2), ''] : [name, withoutMarks(held)])),
  );
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
