import type { CommandError } from '../exit.ts';

export interface ApproveOptions {
  certificate?: string;
  trustAnchor?: string;
  activated?: true;
  token?: string;
  region?: string;
  stage: string;
  yes?: true;
  json?: true;
}

/** What people bring, once it is found good. */
export interface Answer {
  /** What is told of it, as in `certificate …`. */
  told: string;
  /** What it brings about, for the person who is asked whether to go on. */
  plan: string;
  /** For programs. */
  document: Record<string, unknown>;
  /** Puts it on record, before the run is woken. */
  record(): Promise<void>;
  /** Why it is of no use, though the run goes on: it has to ask for something else. */
  refused?: CommandError;
}

/** What people bring counts no more, and the run is woken all the same: it asks for what it wants now. */
export function ofNoUse(plan: string, refused: CommandError): Answer {
  return { told: '', plan, document: {}, record: async () => {}, refused };
}
