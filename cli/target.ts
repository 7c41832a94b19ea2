import { setTimeout as delay } from 'node:timers/promises';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { askAgain, type Place, patient } from '../core/aws/clients.ts';
import { sfn } from '../core/aws/sfn.ts';
import { again as toCome } from '../core/commands-here.ts';
import { BadOption } from './exit.ts';
import { isHttpUrl } from './http-url.ts';
import { healthOf } from './local/health.ts';
import type { StartedEmulator } from './local/start.ts';

export interface TargetOptions {
  local?: boolean;
  region?: string;
  stage: string;
  seed?: number;
  durations?: number;
  /** A file of what the account holds; only for `--local`. */
  accountFile?: string;
}

/** Where a command works: AWS, an emulator at AWS_ENDPOINT_URL, or one of our own for this command. The same calls for all. */
export interface Target {
  /** For the clients of core/aws. */
  place: Place;
  sfn: SFNClient;
  stage: string;
  region: string;
  /** Options that a command has to repeat to come to the same place: ` --stage prod`. */
  again: string;
  /** Whether nothing of it is real. */
  rehearsal: boolean;
  /** Only for `--local`. */
  emulator: StartedEmulator | undefined;
  /** The cloud's time, in milliseconds since the Unix epoch; read anew now and then where it is virtual. */
  now(): number;
  readClock(): Promise<void>;
  /** Makes it the place where core's own clients ask. */
  takeAsDefault(): void;
  /** Resolves when it is time for another look at a running execution. */
  untilNextLook(): Promise<unknown>;
  /** When work on the workflow itself began, after packaging: `performance.now()`. */
  readyAt: number;
  close(): Promise<void>;
}

/**
 * Where a command works. From then on core's own clients are patient, too, as the target's.
 *
 * @throws CommandError
 */
export async function openTarget(options: TargetOptions): Promise<Target> {
  askAgain();
  if (options.local) return openLocal(options);
  for (const option of ['seed', 'durations'] as const) {
    if (options[option] !== undefined) throw new BadOption(`--${option} is for rehearsals: give --local too`);
  }
  if (options.accountFile !== undefined) throw new BadOption('--account is for rehearsals: give --local too');
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint && !isHttpUrl(endpoint)) throw new BadOption(`AWS_ENDPOINT_URL ${endpoint}: has to be a URL such as http://127.0.0.1:4566`);
  const place: Place = { ...patient, ...(options.region && { region: options.region }) };
  const client = sfn(place);
  const region = await client.config.region();
  const health = endpoint ? await healthOf(endpoint) : undefined;
  let virtual = health?.now;
  return {
    place,
    sfn: client,
    stage: options.stage,
    region,
    again: again(options),
    rehearsal: health !== undefined,
    emulator: undefined,
    now: () => virtual ?? Date.now(),
    readClock: async () => {
      if (health && endpoint) virtual = (await healthOf(endpoint))?.now ?? virtual;
    },
    takeAsDefault: () => {
      process.env.AWS_REGION = region;
    },
    untilNextLook: () => delay(endpoint ? 100 : 2000),
    readyAt: performance.now(),
    close: async () => client.destroy(),
  };
}

/** What a command has to repeat to come to the same place: ` --stage prod`. */
export function again({ stage, region }: Pick<TargetOptions, 'stage' | 'region'>): string {
  return toCome(stage, region === process.env.AWS_REGION ? undefined : region);
}

/** Who asks an AWS of this machine: anybody, and never the person's own credentials. */
export function callerOf(endpoint: string, region: string): Record<string, string> {
  return { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
}

async function openLocal({ stage, region: named, seed, durations, accountFile }: TargetOptions): Promise<Target> {
  // imported here: commands on AWS need not load an emulator
  const [{ startEmulator }, { readAccount }, { membersOf, parametersFor, stacksOf }, { atHomeIn }] = await Promise.all([
    import('./local/start.ts'),
    import('./local/account-file.ts'),
    import('./local/account-stack.ts'),
    import('./local/home-region.ts'),
  ]);
  const account = atHomeIn(named, accountFile === undefined ? undefined : await readAccount(accountFile));
  const declared = account && { parameters: parametersFor(account), members: membersOf(account), also: stacksOf(account) };
  const stack = { stage, tasksAhead: true, ...declared };
  const emulator = await startEmulator({ seed, durations, ...(account && { account }) }, stack);
  const { region, readyAt, home, url: endpoint } = emulator;
  const credentials = async () => ({ accessKeyId: 'local', secretAccessKey: 'local' });
  const place: Place & { endpoint: string } = { ...patient, region, credentials, endpoint };
  const client = sfn(place);
  const close = async () => {
    client.destroy();
    await emulator.stop();
  };
  return {
    place,
    sfn: client,
    stage,
    region,
    again: '',
    rehearsal: true,
    emulator,
    now: () => home.clock.now(),
    readClock: async () => {},
    takeAsDefault: () => {
      Object.assign(process.env, callerOf(endpoint, region));
      // theirs would be asked for first, or sent with it
      for (const other of ['AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[other];
    },
    // at once where nothing goes on any more
    untilNextLook: () => Promise.race([delay(400, undefined, { ref: false }), Promise.all([delay(20), home.clock.idle()])]),
    readyAt,
    close,
  };
}
