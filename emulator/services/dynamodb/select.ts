/** What Select goes together with. */
interface Selection {
  Select?: string;
  IndexName?: string;
  ProjectionExpression?: string;
  AttributesToGet?: string[];
}

/** What DynamoDB says of a Select that does not fit the rest of its request, which dynalite does not look at. */
export function selectProblem(operation: string, { Select, IndexName, ...asked }: Selection): string | undefined {
  if (Select === undefined || (operation !== 'Query' && operation !== 'Scan')) return undefined;
  const named = (['ProjectionExpression', 'AttributesToGet'] as const).find((member) => asked[member] !== undefined);
  if (Select === 'SPECIFIC_ATTRIBUTES') {
    return named ? undefined : `Must specify the AttributesToGet or ProjectionExpression when choosing to get ${Select}`;
  }
  if (named) return `Cannot specify the ${named} when choosing to get ${Select === 'COUNT' ? 'only the Count' : Select}`;
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    return `${Select} can be used only when Querying using an IndexName`;
  return undefined;
}
