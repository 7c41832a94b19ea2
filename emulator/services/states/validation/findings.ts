/** Something wrong with a definition, in the words of AWS. */
export interface Finding {
  code: string;
  message: string;
  /** Absent where it is the definition as a whole. */
  path?: string;
}

/** As CreateStateMachine tells it. */
export function written({ code, message, path = 'null' }: Finding): string {
  return `${code}: ${message} at ${path}`;
}

export class Findings {
  readonly all: Finding[] = [];

  schema(message: string, path: string): void {
    this.#add('SCHEMA_VALIDATION_FAILED', message, path);
  }

  /** Of the definition as a whole: AWS tells of no path. */
  whole(message: string): void {
    this.#add('SCHEMA_VALIDATION_FAILED', message);
  }

  transition(message: string, path: string): void {
    this.#add('MISSING_TRANSITION_TARGET', message, path);
  }

  noEnd(): void {
    this.#add('MISSING_END_STATE', 'Workflow has no terminal state');
  }

  duplicate(name: string, path: string): void {
    this.#add('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, path);
  }

  invalidLabel(label: string, path: string): void {
    this.#add('INVALID_LABEL_NAME', `Invalid Label name: ${label}`, path);
  }

  duplicateLabel(label: string, path: string): void {
    this.#add('DUPLICATE_LABEL_NAME', `Duplicate Label name: ${label}`, path);
  }

  /** An expression that is no JSONata. */
  invalidExpression(message: string, path: string): void {
    this.#add('INVALID_JSONATA_EXPRESSION', message, path);
  }

  /** JSONata that reads what AWS does not offer. */
  unsupportedExpression(message: string, path: string): void {
    this.#add('UNSUPPORTED_JSONATA_EXPRESSION', message, path);
  }

  #add(code: string, message: string, path?: string): void {
    this.all.push({ code, message, ...(path !== undefined && { path: path || '/' }) });
  }
}

export type Fields = Record<string, unknown>;
