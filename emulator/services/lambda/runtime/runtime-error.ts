import { isNativeError } from 'node:util/types';
import type { ReportedError } from './protocol.ts';

/** An error of the runtime itself, named as Lambda's Node.js runtime names it. */
export class RuntimeError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

/**
 * What Lambda's Node.js runtime makes of something thrown. `places` are real folders and what stands for them on Lambda, so that
 * traces are the same wherever the bundle was unpacked.
 */
export function reported(thrown: unknown, places: [real: string, onLambda: string][]): ReportedError {
  try {
    if (isNativeError(thrown) || isErrorLike(thrown)) {
      const text = (value: string) =>
        places.reduce((moved, [real, onLambda]) => moved.replaceAll(real, onLambda), value.replace(/\?attempt=\d+/g, ''));
      return { errorType: thrown.name, errorMessage: text(thrown.message), trace: text(thrown.stack ?? '').split('\n') };
    }
    return { errorType: typeof thrown, errorMessage: (thrown as object).toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

function isErrorLike(thrown: unknown): thrown is Error {
  const { name, message, stack } = (thrown ?? {}) as Record<string, unknown>;
  return [name, message, stack].every((part) => typeof part === 'string' && part !== '');
}
