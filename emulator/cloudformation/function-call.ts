/** The name of the function that a value calls; undefined where it is plain. */
export function functionOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  let only: string | undefined;
  for (const name in value) {
    if (only !== undefined) return undefined;
    only = name;
  }
  return only === 'Ref' || only?.startsWith('Fn::') ? only : undefined;
}

/** Visits each call of a function in a value, the outer ones first. */
export function walkCalls(value: unknown, visit: (name: string, argument: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const name = functionOf(value);
  if (name) visit(name, (value as Record<string, unknown>)[name]);
  for (const key in value) walkCalls((value as Record<string, unknown>)[key], visit);
}
