import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Operated } from './api/api-route.ts';
import { ownApi } from './api/routes.ts';
import { type AwsPlace, Cloud } from './cloud.ts';
import { type DeploymentOptions, deploy, type Stack } from './cloudformation/deploy.ts';
import { Engine } from './cloudformation/engine.ts';
import { StackResponses } from './cloudformation/stack-responses.ts';
import type { AccountFile } from './kernel/account.ts';
import { ProcessFolder } from './kernel/process-folder.ts';
import type { Speed } from './kernel/virtual-time.ts';
import { listen } from './protocol/server.ts';
import { libraryPath } from './services/data-plane/pkcs11-library/needed-programs.ts';
import { installPrograms } from './services/data-plane/programs.ts';
import type { Image } from './services/ecs/state.ts';
import { joinWorkers, type Workers } from './services/lambda/workers.ts';

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /**
   * Names and addresses that it answers as, beside this machine's own. Where they are addresses of this machine, it listens there too;
   * whoever reaches them may do everything in it.
   */
  host?: string | string[];
  seed?: number;
  speed?: Speed;
  /** Multiplies the durations of AWS's work. */
  durations?: number;
  /** When its time begins, in milliseconds since the Unix epoch: 2026-01-05T09:00:00Z without it. */
  begins?: number;
  account?: AccountFile;
  /** How this machine runs the container images that tasks name; those of a deployment come to them. */
  images?: Record<string, Image>;
  /** A folder that outlives the process: functions that it has run before are loaded faster from there. */
  cache?: string;
  /** What runs functions, where not what the emulators of this process have in common. */
  workers?: Workers;
}

/** A region of an account. */
export type PlaceName = Pick<AwsPlace, 'accountId' | 'region'>;

/** AWS on this machine. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`, for any SDK's or CLI's endpoint. */
  readonly url: string;
  /** The folder that holds `cloudhsm-cli` and `configure-cli`. */
  readonly bin: string;
  /** Where the local libcloudhsm_pkcs11.so lies once somebody has run configure-pkcs11; null where this machine cannot build it. */
  readonly pkcs11: string | null;
  /** All accounts and regions: others after each reset. */
  readonly cloud: Cloud;
  /** The account and region of whoever names none. */
  readonly home: AwsPlace;
  /** Begins anew, as if it had just been started: nothing is deployed, and time begins again. What is under way is ended. */
  reset(): void;
  /**
   * Deploys a packaged CloudFormation template, to the account and region of whoever names none or to another one.
   *
   * @throws DeploymentError naming everything that is not supported
   */
  deploy(options: DeploymentOptions, place?: PlaceName): Promise<Stack>;
  stop(): Promise<void>;
}

/**
 * Starts a local AWS.
 *
 * @throws Error with `code` EADDRINUSE where the port is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const own = new ProcessFolder('emulator');
  const folder = own.path;
  const bin = join(folder, 'bin');
  const { workers, leave } = options.workers ? { workers: options.workers, leave: async () => {} } : joinWorkers(options.cache);
  const abandon = async (error: unknown): Promise<never> => {
    await leave();
    own.remove();
    throw error;
  };
  const responses = new StackResponses();
  const begun = () => new Cloud({ ...options, folder, workers, engineOf: (place) => new Engine(place, responses) });
  let cloud: Cloud;
  try {
    cloud = begun();
  } catch (error) {
    return abandon(error);
  }
  /** By place and name of the stack: kept beyond a reset, which may be told to repeat them, and so may the next. */
  const deployed = new Map<string, [DeploymentOptions, PlaceName]>();
  const reset = () => {
    const before = cloud;
    before.stop();
    for (const held of ['keys', 'hosts']) rmSync(join(folder, held), { recursive: true, force: true });
    cloud = begun();
    cloud.kernel.url = before.kernel.url;
  };
  const deployTo = async (wanted: DeploymentOptions, { accountId, region }: PlaceName = cloud.home) => {
    const stack = await deploy(cloud.at(accountId, region), wanted);
    deployed.set(`${accountId} ${region} ${wanted.stackName}`, [wanted, { accountId, region }]);
    return stack;
  };
  const operated: Operated = {
    bin,
    responses,
    get cloud() {
      return cloud;
    },
    reset: async ({ deploy: again }) => {
      reset();
      if (again) for (const [wanted, place] of [...deployed.values()]) await deployTo(wanted, place);
    },
  };
  const routes = ownApi(operated);
  const hosts = [options.host ?? []].flat();
  const { url, close } = await listen(() => ({ cloud, routes }), options.port ?? 0, hosts).catch(abandon);
  const stop = async () => {
    cloud.stop();
    await leave();
    await close();
    own.remove();
  };
  cloud.kernel.url = url;
  try {
    installPrograms(cloud.home, folder);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    bin,
    get pkcs11() {
      return libraryPath(folder);
    },
    get cloud() {
      return cloud;
    },
    get home() {
      return cloud.home;
    },
    reset,
    deploy: deployTo,
    stop,
  };
}
