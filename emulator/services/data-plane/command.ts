import type { OptionValue } from './client/command-line.ts';
import type { Connection } from './connection.ts';
import type { DataPlanePlace } from './needs.ts';
import type { Session } from './session.ts';

/** Who must be logged in; `self` is the user named in the options, or an admin; `any` is whoever it is. */
type Needed = 'none' | 'any' | 'admin' | 'crypto-user' | 'self';

/** A command of the CloudHSM CLI, as the HSMs carry it out. */
export interface Command<Options = Record<string, OptionValue>> {
  /** What its command line takes beside `--cluster-id`: `?` behind an option marks that it may be missing, `!` a flag, `+` a list. */
  options?: string[];
  /** What the CLI takes beside and is not here. */
  refused?: string[];
  /** Options that name files, whose content comes in their place as Base64. */
  files?: string[];
  /** Its password may be typed on the terminal instead: a new one twice. */
  asksPassword?: 'once' | 'twice';
  login: Needed | ((place: DataPlanePlace, options: Options) => Needed);
  /** Virtual seconds that it takes; one by default. */
  seconds?: (place: DataPlanePlace, connection: Connection) => number;
  /** Refuses, before time passes, what cannot be done. @throws CliError */
  check?: (connection: Connection, options: Options) => void;
  /** Does it, and answers the `data` of the CLI's JSON, maybe `WithFile`. @throws CliError */
  run: (connection: Connection, options: Options, session: Session | undefined) => unknown;
}
