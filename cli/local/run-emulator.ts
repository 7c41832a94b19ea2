import { again } from '../../core/commands-here.ts';
import type { AccountFile } from '../../emulator/kernel/account.ts';
import { BadOption, exitCodes } from '../exit.ts';
import { ofProject } from '../from-here.ts';
import { print, printLine } from '../output.ts';
import { readAccount } from './account-file.ts';
import { quotaParameters, withQuotas } from './account-stack.ts';
import { type LocalStack, type PlaceName, type StartedEmulator, startEmulator } from './start.ts';
import { toldToEnd } from './told-to-end.ts';

interface EmulatorOptions {
  port: number;
  host?: string[];
  speed: number | 'max';
  seed?: number;
  durations?: number;
  time?: number;
  account?: string;
  deploy?: true;
  template?: string;
  artifacts?: string;
  param?: Record<string, string>;
  also?: PlaceName[];
  stage: string;
  json?: true;
}

/** Runs a local AWS until it is told to end. */
export async function runEmulator(given: EmulatorOptions): Promise<void> {
  const { template, json, port, host, speed, seed, durations, time } = given;
  // who reads from a pipe that nobody writes to hears no signal: until all is read, one ends the process by itself
  const asked = await stackOf(given);
  const { account, stack } = agreed(await accountOf(given), asked);
  const over = toldToEnd();
  const { taskImage: images } = await import('./deploy.ts');
  const emulator = await startEmulator({ port, host, speed, seed, durations, begins: time, images, ...(account && { account }) }, stack);
  const { url, bin, outputs } = emulator;
  if (json) printLine({ url, bin, pkcs11: emulator.pkcs11, ...(template && { outputs }) });
  else print(greeting(emulator, given));
  await over;
  await emulator.stop();
  process.exitCode = exitCodes.done;
}

/**
 * What the options ask to deploy.
 *
 * @throws CommandError where one of them is for a deployment that is not asked for, and where the template cannot be read
 */
async function stackOf({ deploy, template, artifacts, param, also, stage }: EmulatorOptions): Promise<LocalStack | undefined> {
  if (artifacts !== undefined && template === undefined) throw new BadOption('--artifacts is for a template: give --template too');
  if (template !== undefined) {
    const { foreignTemplate } = await import('./foreign-template.ts');
    return { foreign: await foreignTemplate(template, artifacts), parameters: param, also };
  }
  if (deploy) return { stage, parameters: param, also };
  if (also) throw new BadOption('--also is for a deployment: give --deploy or --template too');
  if (param) throw new BadOption('--param is for a deployment: give --deploy or --template too');
  return undefined;
}

async function accountOf({ account }: EmulatorOptions): Promise<AccountFile | undefined> {
  return account === undefined ? undefined : readAccount(account);
}

/** Account and our own stack that say the same of quotas, whichever was told: otherwise runs fail at what the other says. */
function agreed(account: AccountFile | undefined, stack: LocalStack | undefined) {
  if (!stack || !('stage' in stack)) return { account, stack };
  const parameters = { ...quotaParameters(account?.quotas), ...stack.parameters };
  return { account: withQuotas(account ?? {}, parameters, stack.also), stack: { ...stack, parameters } };
}

/** What to type in another terminal. Each command is a line of its own, to be copied. */
function greeting({ url, bin, region, outputs }: StartedEmulator, { deploy, template, stage }: EmulatorOptions): string {
  const first = deploy
    ? `npx hsm provision -f ${ofProject('examples/production.json')}${again(stage)}`
    : 'aws cloudhsmv2 describe-clusters';
  const without = deploy || template ? [] : ['The state machines are not in it: start it with --deploy for them.'];
  return [
    `AWS on this machine: ${url}, ${region}`,
    ...Object.entries(template ? outputs : {}).map(([name, value]) => `  ${name}: ${value}`),
    'In another terminal:',
    `  export AWS_ENDPOINT_URL=${url}`,
    `  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    '  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any',
    `  export PATH="${bin}:$PATH"   # cloudhsm-cli, configure-cli and configure-pkcs11`,
    `  ${first}`,
    ['Ctrl-C ends it, and what stands in it is gone.', ...without].join(' '),
  ].join('\n');
}
