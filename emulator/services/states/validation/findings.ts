/** What is wrong with a definition, in the words of AWS: `<code>: <message> at <path>`. */
export class Findings {
  readonly all: string[] = [];

  schema(message: string, path: string): void {
    this.#add('SCHEMA_VALIDATION_FAILED', message, path);
  }

  transition(message: string, path: string): void {
    this.#add('MISSING_TRANSITION_TARGET', message, path);
  }

  #add(code: string, message: string, path: string): void {
    this.all.push(`${code}: ${message} at ${path || '/'}`);
  }
}

export type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
