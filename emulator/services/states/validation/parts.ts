import { isObject } from '../../../kernel/json-object.ts';
import { emulatedResources, isOnAws, parseResource } from '../integrations/resource.ts';
import { anything, type Check, type FieldRules, integer, list, number, oneOf, structure, text, truth } from './fields.ts';

/** What states have in both query languages. */

export const errorEquals = list(text);

export const retrier = structure({
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

export const resource: Check = (value, path, findings) => {
  text(value, path, findings);
  if (typeof value !== 'string' || parseResource(value)) return;
  const why = isOnAws(value)
    ? `The local AWS has ${emulatedResources.join(', ')}.`
    : 'The value is not a valid resource ARN, or the resource is not available in this region.';
  findings.schema(`The resource provided ${value} is not recognized. ${why}`, path);
};

/** AWS asks for its RoleArn; a cross-account role is not emulated. */
export const credentials: Check = (value, path, findings) => {
  if (isObject(value) && (value.RoleArn ?? value['RoleArn.$']) !== undefined)
    findings.schema("Field 'Credentials' is not supported", path.replace(/\/Credentials$/, ''));
  else findings.schema("The field 'RoleArn' is required but was missing", path);
};

export const going = { Next: text, End: truth };
const processing = structure({
  required: {},
  optional: { Mode: oneOf('INLINE', 'DISTRIBUTED'), ExecutionType: oneOf('STANDARD', 'EXPRESS') },
});
/** A block's states are checked with the block, by ./blocks.ts. */
export const block: FieldRules = { required: { StartAt: text, States: anything }, optional: { Comment: text } };
export const processor: FieldRules = { ...block, optional: { ...block.optional, ProcessorConfig: processing } };

/** Of a machine, or of a state in one. */
export const queryLanguage: Check = (value, path, findings) => {
  text(value, path, findings);
  if (typeof value === 'string' && value !== 'JSONata' && value !== 'JSONPath')
    findings.schema('Value should be one of the following: [JSONPath, JSONata]', path);
};
