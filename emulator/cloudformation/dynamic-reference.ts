/** Service and name of each `{{resolve:service:name}}` in a text. */
export const dynamicReference = /\{\{resolve:([^:{}]*):([^{}]*)\}\}/g;

/** A text whose value stands elsewhere, at least in part. */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{resolve:');
}

/** Whether there is such a text in a value, in the arguments of a function too. */
export function holdsDynamic(value: unknown): boolean {
  return isDynamic(value) || (typeof value === 'object' && value !== null && Object.values(value).some(holdsDynamic));
}
