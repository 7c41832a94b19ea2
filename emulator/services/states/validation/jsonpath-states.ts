import { choiceRule } from './choice-rules.ts';
import { distributedMap } from './distributed-map.ts';
import { anything, type Check, type FieldRules, integer, list, number, structure, text, timestamp } from './fields.ts';
import type { Fields, Findings } from './findings.ts';
import { assignments, jsonPath, pathOrCall, pathOrNull, payload, payloadObject, referencePath, resultPath } from './jsonpath-fields.ts';
import { block, credentials, errorEquals, going, processor, resource, retrier } from './parts.ts';

const input = { InputPath: pathOrNull };
const output = { OutputPath: pathOrNull };
const flow = { ...input, ...output, Assign: assignments };
const result = { ResultPath: resultPath };
const withResult = { ...flow, ...result, Parameters: payload, ResultSelector: payloadObject };

const inJsonPath = (rules: FieldRules): FieldRules => ({ language: 'JSONPath', ...rules });

const catcher = structure(
  inJsonPath({ required: { ErrorEquals: errorEquals, Next: text }, optional: { ...result, Assign: assignments, Comment: text } }),
);
const recovery = { Retry: list(retrier, 0), Catch: list(catcher, 0) };

/** A number, or the path of one. */
const numbered = (name: string, check: Check) => ({ [name]: check, [`${name}Path`]: jsonPath });

/** By type, as ./states.ts has them for JSONata. */
export const jsonPathRules: Record<string, FieldRules> = {
  Task: {
    required: { Resource: resource },
    optional: {
      ...withResult,
      ...going,
      ...recovery,
      ...numbered('TimeoutSeconds', integer(1)),
      ...numbered('HeartbeatSeconds', integer(1)),
      Credentials: credentials,
    },
  },
  Pass: { required: {}, optional: { ...flow, ...result, ...going, Parameters: payload, Result: anything } },
  Choice: { required: { Choices: list(choiceRule) }, optional: { ...flow, Default: text } },
  Wait: {
    required: {},
    optional: { ...flow, ...going, Seconds: integer(0), Timestamp: timestamp, SecondsPath: jsonPath, TimestampPath: jsonPath },
  },
  Succeed: { required: {}, optional: { ...input, ...output } },
  Fail: { required: {}, optional: { Error: text, Cause: text, ErrorPath: pathOrCall, CausePath: pathOrCall } },
  Parallel: { required: { Branches: list(structure(block)) }, optional: { ...withResult, ...going, ...recovery } },
  Map: {
    required: {},
    optional: {
      ...withResult,
      ...going,
      ...recovery,
      ItemProcessor: structure(processor),
      Iterator: structure(processor),
      ItemsPath: referencePath,
      ItemSelector: payloadObject,
      Label: text,
      ...distributedMap({ language: 'JSONPath', given: { Parameters: payload }, number: numbered, batchInput: payload }),
      ...numbered('MaxConcurrency', integer(0)),
      ...numbered('ToleratedFailureCount', integer(0)),
      ...numbered('ToleratedFailurePercentage', number(0, 100)),
    },
  },
};

/** Fields of which a state may have one. */
const alternatives = [
  ['TimeoutSeconds', 'TimeoutSecondsPath'],
  ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ['MaxConcurrency', 'MaxConcurrencyPath'],
  ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
  ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ['Error', 'ErrorPath'],
  ['Cause', 'CausePath'],
  ['ItemProcessor', 'Iterator'],
] as const;

export function checkAlternatives(state: Fields, path: string, findings: Findings): void {
  for (const [one, other] of alternatives) {
    if (state[one] !== undefined && state[other] !== undefined)
      findings.schema(`The fields '${one}' and '${other}' cannot be used together`, path);
  }
  if (state.Type === 'Map' && state.ItemProcessor === undefined && state.Iterator === undefined)
    findings.schema("The field 'ItemProcessor' is required but was missing", path);
  if (state.Type === 'Map' && state.ItemSelector !== undefined && state.Parameters !== undefined)
    findings.schema("The fields 'ItemSelector' and 'Parameters' cannot be used together", path);
}
