import { tellCalls } from '../core/aws/clients.ts';
import { note, styledProgress } from './output.ts';

/** What an SDK client tells its logger of a call. */
interface Call {
  clientName?: string;
  commandName?: string;
  error?: Error;
  metadata?: { httpStatusCode?: number };
}

let asked = false;

/** From now on each call is told, but nothing that is sent or answered, and errors show where they come from: `--verbose`. */
export function beVerbose(): void {
  asked = true;
  tellCalls({ info: tell, error: tell, debug: () => {}, warn: () => {}, trace: () => {} });
}

export function isVerbose(): boolean {
  return asked;
}

function tell({ clientName = '', commandName = '', error, metadata }: Call): void {
  const [service, operation] = [clientName.replace(/Client$/, ''), commandName.replace(/Command$/, '')];
  const outcome = error ? `${error.name}: ${error.message}` : metadata?.httpStatusCode;
  note(styledProgress('dim', `${service} ${operation} → ${outcome}`));
}
