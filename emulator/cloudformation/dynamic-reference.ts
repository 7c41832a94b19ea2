/** Service and name of each `{{resolve:service:name}}` in a text. */
export const dynamicReference = /\{\{resolve:([^:{}]*):([^{}]*)\}\}/g;

/** A text whose value stands elsewhere, at least in part. */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{resolve:');
}
