import { selectProblem } from './select.ts';

/** Operations that tell a problem of their request in an envelope. */
const writes: ReadonlySet<string> = new Set(['DeleteItem', 'PutItem', 'UpdateItem']);

/** What even they tell without one. */
const bare = /^(?:Supplied AttributeValue |Item size has exceeded )/;

/** Values that writes refuse before they look at what uses them. */
const impossibleValue =
  /^ExpressionAttributeValues contains invalid value: (One or more parameter values were invalid: (?:(?:An string set {2}may|An number set {2}may|Binary sets should) not be empty|Null attribute value types must have the value of true)) for key /;

/**
 * What DynamoDB says of a request by itself, before it looks at a table.
 *
 * @param found what dynalite says of it
 */
export function requestProblem(operation: string, input: object, found: () => string | undefined): string | undefined {
  const ofSelect = selectProblem(operation, input);
  if (ofSelect) return operation === 'Query' ? enveloped(ofSelect) : ofSelect;
  const problem = found() ?? returnValuesProblem(operation, input);
  if (!problem || !writes.has(operation) || bare.test(problem)) return problem;
  return enveloped(impossibleValue.exec(problem)?.[1] ?? problem);
}

/** The same, where the operation is one that has it in an envelope. */
export function inEnvelope(operation: string, problem: string): string {
  return writes.has(operation) ? enveloped(problem) : problem;
}

function enveloped(problem: string): string {
  return `1 validation error detected: ${problem}`;
}

/** dynalite looks at PutItem's alone. */
function returnValuesProblem(operation: string, { ReturnValues = 'NONE' }: { ReturnValues?: string }): string | undefined {
  if (operation !== 'DeleteItem' || ReturnValues === 'NONE' || ReturnValues === 'ALL_OLD') return undefined;
  return 'ReturnValues can only be ALL_OLD or NONE';
}
