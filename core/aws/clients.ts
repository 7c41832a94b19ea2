import { askOnce } from './older-clients/ask-once.ts';
import { endpoint } from './older-clients/endpoint.ts';

/** Where, and as whom, AWS is asked. Whatever is left out is the caller's own. */
export interface Place {
  region?: string;
  credentials?: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
}

/** How every client is made. One attempt: the state machine retries the whole step, which looks before it acts. */
export interface ClientSettings extends Place {
  maxAttempts: number;
  retryStrategy: typeof askOnce;
  endpoint?: () => Promise<{ url: URL }>;
  logger?: CallLog;
}

/** Takes each call of a client, when it has been answered. */
interface CallLog {
  info(call: object): void;
  error(call: object): void;
  debug(): void;
  warn(): void;
  trace(): void;
}

/** Without `info` clients do not make a copy of every answer for it, less what is secret. */
const silent = { error() {}, debug() {}, warn() {}, trace() {} } as Partial<CallLog> as CallLog;
let log = silent;

/** Clients that are made from now on tell each call. */
export function tellCalls(to: CallLog): void {
  log = to;
}

const here: Partial<ClientSettings> = {};
const clients = new WeakMap<object, Map<object, unknown>>();

/** Clients that are made from now on, where no place is named, ask again what fails by chance: for people, whom no state machine repeats. */
export function askAgain(): void {
  Object.assign(here, patient);
}

export const patient = { maxAttempts: 3, retryStrategy: undefined };

/**
 * The client of a service for a place, made when it is first asked for, once for each place object.
 *
 * @param make makes it: `(settings) => new KMSClient(settings)`; the same function gives the same client
 */
export function clientOf<Client>(make: (settings: ClientSettings) => Client, place: Place = here): Client {
  const made = clients.get(place) ?? new Map<object, unknown>();
  clients.set(place, made);
  if (!made.has(make)) made.set(make, make({ maxAttempts: 1, retryStrategy: askOnce, logger: log, ...endpoint(), ...place }));
  return made.get(make) as Client;
}
