import { isObject, readObject } from '../../../kernel/json-object.ts';
import type { Report, ReportedError } from '../runtime/protocol.ts';

/** What a process says in a line. Undefined where its function has written to our socket: nobody else says what is none. */
export function readReport(line: string): Report | undefined {
  const said = readObject(line);
  if (!said) return undefined;
  const { kind, text, milliseconds, answer, error, fatal, outOfMemory } = said;
  if ((kind === 'output' || kind === 'record') && typeof text === 'string') return { kind, text };
  if (kind === 'sleep' && Number.isSafeInteger(milliseconds) && Number(milliseconds) > 0)
    return { kind, milliseconds: Number(milliseconds) };
  if (kind !== 'done') return undefined;
  if (typeof answer === 'string') return { kind, answer };
  if (outOfMemory === true) return { kind, outOfMemory };
  return isReported(error) && typeof fatal === 'boolean' ? { kind, error, fatal } : undefined;
}

function isReported(error: unknown): error is ReportedError {
  return isObject(error) && typeof error.errorType === 'string' && typeof error.errorMessage === 'string';
}
