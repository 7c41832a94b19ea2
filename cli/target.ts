import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import type { Emulator } from '../emulator/emulator.ts';
import { CommandError, exitCodes } from './exit.ts';

export interface TargetOptions {
  local?: boolean;
  region?: string;
  stage: string;
  seed?: string;
  durations?: string;
}

/** Where a workflow runs: AWS, an emulator at AWS_ENDPOINT_URL, or one of our own for this command. The same client for all. */
export interface Target {
  sfn: SFNClient;
  stage: string;
  region: string;
  /** Only for `--local`. */
  emulator: Emulator | undefined;
  /** Milliseconds between two looks at a running execution. */
  pollMilliseconds: number;
  /** When work on the workflow itself began, after packaging: `performance.now()`. */
  readyAt: number;
  close(): Promise<void>;
}

/** @throws CommandError */
export async function openTarget(options: TargetOptions): Promise<Target> {
  checkStage(options.stage);
  if (options.local) return openLocal(options);
  for (const option of ['seed', 'durations'] as const) {
    if (options[option] !== undefined) throw new CommandError(`--${option} is for rehearsals: give --local too`);
  }
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint && !URL.canParse(endpoint))
    throw new CommandError(`AWS_ENDPOINT_URL ${endpoint}: has to be a URL such as http://127.0.0.1:4566`);
  const sfn = new SFNClient({ ...(options.region && { region: options.region }) });
  const region = await sfn.config.region();
  const pollMilliseconds = endpoint ? 100 : 2000;
  return {
    sfn,
    stage: options.stage,
    region,
    emulator: undefined,
    pollMilliseconds,
    readyAt: performance.now(),
    close: async () => sfn.destroy(),
  };
}

async function openLocal(options: TargetOptions): Promise<Target> {
  // imported here: commands on AWS need not load an emulator
  const [{ packagedTemplate }, { deployLocally }, { startEmulator }] = await Promise.all([
    import('./local/packaged.ts'),
    import('./local/deploy.ts'),
    import('../emulator/emulator.ts'),
  ]);
  const template = packagedTemplate();
  const readyAt = performance.now();
  const emulator = await startEmulator({
    seed: wholeNumber('--seed', options.seed),
    durations: positiveNumber('--durations', options.durations),
  });
  await deployLocally(emulator, template, options.stage);
  const { region } = emulator.world;
  const sfn = new SFNClient({ endpoint: emulator.url, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  const close = async () => {
    sfn.destroy();
    await emulator.stop();
  };
  return { sfn, stage: options.stage, region, emulator, pollMilliseconds: 200, readyAt, close };
}

/** @throws CommandError where no stack can have such a stage */
export function checkStage(stage: string): void {
  if (!/^[a-zA-Z][a-zA-Z0-9-]{0,30}$/.test(stage))
    throw new CommandError(`--stage ${stage}: has to be letters, digits and -, beginning with a letter`);
}

/**
 * The ARN of a deployed state machine.
 *
 * @throws CommandError where it is not deployed
 */
export async function findStateMachine({ sfn, stage, region }: Target, name: string): Promise<string> {
  const wanted = `cloudhsm-lifecycle-${stage}-${name}`;
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {})) {
    const found = stateMachines.find((machine) => machine.name === wanted);
    if (found?.stateMachineArn) return found.stateMachineArn;
  }
  throw new CommandError(
    `the state machine ${wanted} is not deployed in ${region}: npx serverless deploy --stage ${stage} --region ${region}`,
    exitCodes.badInput,
    'NotDeployed',
  );
}

export function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new CommandError(`${option} ${text}: has to be a whole number`);
}

export function positiveNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (Number(text) > 0) return Number(text);
  throw new CommandError(`${option} ${text}: has to be a number above 0`);
}
