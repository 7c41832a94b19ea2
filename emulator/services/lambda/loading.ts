import type { Place } from '../../service/place.ts';
import type { LambdaFunction } from './function.ts';
import type { Work } from './pooled-worker.ts';
import { variablesOf } from './variables.ts';

const credentials = { accessKeyId: 'none', secretAccessKey: 'none', sessionToken: 'none' };

/** The work of loading a function's bundle and nothing more. What it prints or throws, its first invocation prints or throws again. */
export function loading(place: Place, fn: LambdaFunction): Work {
  const { root, handler, runtime } = fn;
  return {
    task: {
      kind: 'load',
      code: { root, handler, runtime },
      variables: variablesOf(place, fn, { credentials, logStream: '', traceId: '' }),
    },
    signal: new AbortController().signal,
    watchdogMilliseconds: 10_000,
    virtualNow: () => 0,
    waits: () => false,
    onConsole: () => {},
    onOutput: () => {},
  };
}
