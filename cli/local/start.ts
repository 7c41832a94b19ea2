import type { AwsPlace } from '../../emulator/cloud.ts';
import type { DeploymentOptions, Stack } from '../../emulator/cloudformation/deploy.ts';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import type { Workers } from '../../emulator/services/lambda/workers.ts';
import { during } from '../during.ts';
import { BadOption } from '../exit.ts';
import { compileEagerly } from './eager-threads.ts';
import { cache, packagedTemplate } from './packaged.ts';
import { writableCache } from './writable-cache.ts';

/** What is deployed to a local AWS: the packaged template, or another one. */
export type LocalStack = {
  parameters?: Record<string, string>;
  /** Whether a task is to start at once: a process waits for it. */
  tasksAhead?: boolean;
  /** Further places of it, by account and region. */
  also?: PlaceName[];
  /** Accounts that its audits read too. */
  members?: string[];
} & ({ stage: string } | { foreign: DeploymentOptions });

/** Without an account, that of the emulator. */
export interface PlaceName {
  accountId?: string;
  region: string;
}

export interface StartedEmulator extends Pick<Emulator, 'url' | 'bin' | 'pkcs11' | 'home' | 'stop'> {
  region: string;
  /** Of the stack that was deployed, in the home place. */
  outputs: Record<string, string>;
  /** When it began to start, all that it needs being loaded: `performance.now()`. */
  readyAt: number;
}

/** Why a port cannot be listened on. */
const untaken: Record<string, string> = { EADDRINUSE: 'is in use', EACCES: 'is for administrators of this machine' };

/**
 * Starts a local AWS, and deploys the packaged template to it where a stack is given. Packages first where a source is newer. Says
 * what it does, since either may take a while.
 *
 * @throws CommandError
 */
export async function startEmulator(options: EmulatorOptions, stack?: LocalStack): Promise<StartedEmulator> {
  compileEagerly();
  const workers = stack && 'stage' in stack ? await ownWorkers() : undefined;
  const deploy = await deployment(stack).catch((error: unknown) => closed(workers, error));
  return during('starting the local AWS', async () => {
    const emulators = await import('../../emulator/emulator.ts');
    const readyAt = performance.now();
    const emulator = await emulators
      .startEmulator({ cache: writableCache(cache), workers, ...options })
      .catch((error: Error & { code?: string }) => {
        const why = error.code && untaken[error.code];
        if (!why) throw error;
        throw new BadOption(`port ${options.port} ${why}: give another with --port`);
      });
    const { url, bin, home } = emulator;
    const stacks: Stack[] = [];
    if (stack && deploy) {
      const also = (stack.also ?? []).map(({ accountId = home.accountId, region }) => emulator.cloud.at(accountId, region));
      for (const place of new Set([home, ...also])) stacks.push(await deployed(emulator, () => deploy(emulator, place)));
    }
    if (stack?.members?.length) await (await import('./audit-members.ts')).deployMembers(emulator, stack.members);
    const outputs = stacks[0]?.outputs ?? {};
    return {
      url,
      bin,
      get pkcs11() {
        return emulator.pkcs11;
      },
      home,
      outputs,
      region: home.region,
      readyAt,
      stop: async () => {
        await emulator.stop();
        await workers?.close();
      },
    };
  });
}

async function closed(workers: Workers | undefined, error: unknown): Promise<never> {
  await workers?.close();
  throw error;
}

/** What runs our functions, which keep nothing. It comes up while the template is read and the emulator is loaded. */
async function ownWorkers(): Promise<Workers> {
  const { Workers } = await import('../../emulator/services/lambda/workers.ts');
  const workers = new Workers({ cache: writableCache(cache), keepNothing: true, purpose: process.argv[2] });
  workers.warmUp();
  return workers;
}

type Deploy = (emulator: Emulator, place: AwsPlace) => Promise<Stack>;

/** What has to be there before anything starts, and then the deployment itself. */
async function deployment(stack: LocalStack | undefined): Promise<Deploy | undefined> {
  if (!stack) return undefined;
  const { parameters } = stack;
  if ('foreign' in stack) return (emulator, place) => emulator.deploy({ ...stack.foreign, parameters }, place);
  const [template, { deployLocally, warmUpTasks }] = await Promise.all([packagedTemplate(stack.stage), import('./deploy.ts')]);
  if (stack.tasksAhead) warmUpTasks();
  return (emulator, place) => deployLocally(emulator, template, stack.stage, parameters, place);
}

/** A stack that cannot be deployed leaves nothing running. */
async function deployed(emulator: Emulator, deploy: () => Promise<Stack>): Promise<Stack> {
  try {
    return await deploy();
  } catch (error) {
    await emulator.stop();
    if ((error as Error).name !== 'DeploymentError') throw error;
    throw new BadOption((error as Error).message, { cause: error });
  }
}
