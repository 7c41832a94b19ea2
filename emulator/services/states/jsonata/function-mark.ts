/** What tells a function from data: no expression can name a symbol. */
export const mark = { function: Symbol('function'), lambda: Symbol('lambda') };

/** Whether a value is a function, built in or written in an expression. */
export function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && (mark.function in value || mark.lambda in value);
}
