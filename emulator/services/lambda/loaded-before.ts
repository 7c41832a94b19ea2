import { existsSync, readFileSync } from 'node:fs';
import type { Loading } from './runtime/protocol.ts';
import { writeAtOnce } from './write-at-once.ts';

/** What an invocation has of its own: no part of it outlives the emulator that it was for. */
const ofAnInvocation =
  /^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_ENDPOINT_URL|AWS_LAMBDA_LOG_STREAM_NAME|_X_AMZN_TRACE_ID)$/;

/** The functions that a process loaded before this one and whose bundles are the same, in the order in which it asked for them. */
export function readLoaded(file: string): Loading[] {
  try {
    const all = JSON.parse(readFileSync(file, 'utf8')) as Loading[];
    return all.filter(({ code }) => existsSync(code.root));
  } catch {
    return []; // the first process of its kind, or another version's file
  }
}

/** Tells the next process what this one has loaded; where it cannot be written, as in a checkout that is read-only, that one does without. */
export function writeLoaded(file: string, loaded: Loading[]): void {
  const lasting = loaded.map(({ code, variables }) => ({
    code,
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => !ofAnInvocation.test(name))),
  }));
  try {
    writeAtOnce(file, JSON.stringify(lasting));
  } catch {
    // nothing is lost but time
  }
}
