import { type ErrorName, errorTable } from './error-table.ts';

export interface ErrorDetails {
  /** What was being done, as in `creating the first HSM`. */
  doing: string;
  /** The resource that it was done to. */
  to: string;
  /** What was wrong. */
  problem: string;
  /** What to do about it; what the error table says of the name without it. */
  remedy?: string;
}

const remedyMark = ' Remedy: ';

/** An error of the workflow: says what was being done, to what, what was wrong and what to do. */
export class LifecycleError extends Error {
  readonly details: Required<ErrorDetails>;

  constructor(name: ErrorName, details: ErrorDetails, options?: ErrorOptions) {
    const { doing, to, problem, remedy = errorTable[name].remedy } = details;
    super(`${upperFirst(doing)} (${to}): ${problem}${remedyMark}${remedy}`, options);
    this.name = name;
    this.details = { doing, to, problem, remedy };
  }
}

/** Takes the message of a LifecycleError apart again; `remedy` is empty where the text is not such a message. */
export function splitRemedy(text: string): { message: string; remedy: string } {
  const at = text.lastIndexOf(remedyMark);
  return at === -1 ? { message: text, remedy: '' } : { message: text.slice(0, at), remedy: text.slice(at + remedyMark.length) };
}

/** A text with a remedy: its own, or this one where it has none. */
export function withRemedy(text: string, remedy: string): string {
  return text.includes(remedyMark) ? text : `${text}${remedyMark}${remedy}`;
}

/** Step Functions takes 32,768 characters of a cause, and what could not be removed may come to it. */
const longestCause = 12_000;

/** A text short enough for the cause of an execution; its remedy stays whole. */
export function boundedCause(text: string): string {
  if (text.length <= longestCause) return text;
  const { message, remedy } = splitRemedy(text);
  return `${message.slice(0, longestCause / 2)} …${remedyMark}${remedy.slice(0, longestCause / 2)}`;
}

function upperFirst(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
