import { note, styledProgress } from './output.ts';

/** What an SDK client tells its logger of a call. */
interface Call {
  clientName?: string;
  commandName?: string;
  error?: Error;
  metadata?: { httpStatusCode?: number };
}

let asked = false;

/** From now on calls are told, and errors show where they come from: `--verbose`. */
export function beVerbose(): void {
  asked = true;
}

export function isVerbose(): boolean {
  return asked;
}

function tell({ clientName = '', commandName = '', error, metadata }: Call): void {
  const [service, operation] = [clientName.replace(/Client$/, ''), commandName.replace(/Command$/, '')];
  const outcome = error ? `${error.name}: ${error.message}` : metadata?.httpStatusCode;
  note(styledProgress('dim', `${service} ${operation} → ${outcome}`));
}

const logger = { trace: () => {}, debug: () => {}, info: tell, warn: () => {}, error: tell };

/** The setting of AWS clients that makes each call known on stderr. Nothing that is sent or answered is shown. */
export function callsTold(): { logger?: typeof logger } {
  return asked ? { logger } : {};
}
