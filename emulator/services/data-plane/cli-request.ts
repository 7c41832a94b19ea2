import type { CommandLine } from './client/command-line.ts';
import type { ClientConfiguration } from './connection.ts';
import type { InteractiveSession } from './interactive-sessions.ts';
import type { Credentials } from './login.ts';

/** One command, as the client sends it. */
export interface CliRequest extends CommandLine {
  configuration: ClientConfiguration;
  /** CLOUDHSM_ROLE and CLOUDHSM_PIN. */
  credentials?: Credentials;
  /** At the prompt: who has logged in there counts, and nobody else. */
  interactive?: InteractiveSession;
}
