import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsPlace, Cloud } from './cloud.ts';
import { type DeploymentOptions, deploy, type Stack } from './cloudformation/deploy.ts';
import type { AccountFile } from './kernel/account.ts';
import { AwsError } from './kernel/aws-error.ts';
import type { Speed } from './kernel/virtual-clock.ts';
import { listen, type Route, type Served } from './protocol/server.ts';
import { installPrograms } from './services/data-plane/programs.ts';
import { dataPlane } from './services/data-plane/route.ts';
import type { SharedWorkers } from './services/lambda/worker-pool.ts';

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  seed?: number;
  speed?: Speed;
  /** Multiplies the durations of AWS's work. */
  durations?: number;
  account?: AccountFile;
  /**
   * Threads for functions, shared with other emulators of this process: loading bundles takes most of the time of a first run.
   * What a function keeps between two invocations, it then keeps from one emulator to the next.
   */
  workers?: SharedWorkers;
}

/** AWS on this machine. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`, for any SDK's or CLI's endpoint. */
  readonly url: string;
  /** The folder that holds `cloudhsm-cli` and `configure-cli`. */
  readonly bin: string;
  /** All accounts and regions: others after each reset. */
  readonly cloud: Cloud;
  /** The account and region of whoever names none. */
  readonly home: AwsPlace;
  /** Begins anew, as if it had just been started: nothing is deployed, and time begins again. Only for when nothing is under way. */
  reset(): void;
  /**
   * Deploys a packaged CloudFormation template.
   *
   * @throws DeploymentError naming everything that is not supported
   */
  deploy(options: DeploymentOptions): Promise<Stack>;
  stop(): Promise<void>;
}

/**
 * Starts a local AWS.
 *
 * @throws Error with `code` EADDRINUSE where the port is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'hsm-emulator-'));
  let cloud = new Cloud({ ...options, folder });
  let served = serving(cloud);
  const { server, url } = await listen(() => served, options.port ?? 0).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  cloud.kernel.url = url;
  installPrograms(cloud.home, folder);
  return {
    url,
    bin: join(folder, 'bin'),
    get cloud() {
      return cloud;
    },
    get home() {
      return cloud.home;
    },
    reset: () => {
      const before = cloud;
      before.stop();
      cloud = new Cloud({ ...options, folder });
      cloud.kernel.url = url;
      cloud.home.lambda.takeWorkers(before.home.lambda);
      served = serving(cloud);
    },
    deploy: (options) => deploy(cloud.home, options),
    stop: async () => {
      await cloud.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serving(cloud: Cloud): Served<AwsPlace> {
  const { clock, folder } = cloud.kernel;
  const advance: Route = async (body) => {
    await clock.advance(advanceSeconds(body));
    return { now: clock.date().toISOString() };
  };
  const health: Route = async () => ({ status: 'ok', now: clock.date().toISOString(), bin: join(folder, 'bin'), pkcs11: null });
  return { cloud, routes: { advance, health, 'data-plane': dataPlane } };
}

const tenYears = 10 * 365 * 86_400;

/** @throws AwsError where the body names no span that the clock can move by */
function advanceSeconds(body: unknown): number {
  const { seconds } = (body ?? {}) as { seconds?: unknown };
  if (typeof seconds === 'number' && seconds >= 0 && seconds <= tenYears) return seconds;
  throw new AwsError('ValidationException', `seconds is ${JSON.stringify(seconds)}: has to be a number from 0 to ${tenYears} (ten years)`);
}
