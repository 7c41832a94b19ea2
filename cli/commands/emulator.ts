import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { AccountFile } from '../../emulator/account.ts';
import { readAccountFile } from '../../emulator/account-file.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { checkStage, positiveNumber, wholeNumber } from '../target.ts';

interface EmulatorOptions {
  port: string;
  speed: string;
  seed?: string;
  durations?: string;
  account?: string;
  deploy?: boolean;
  stage: string;
  json?: boolean;
}

export function emulatorCommand(): Command {
  const command = new Command('emulator')
    .description('run an AWS on this machine: CloudHSM, KMS, Step Functions, Lambda and what they need')
    .option('--port <port>', 'port on 127.0.0.1', '4566')
    .option('--speed <speed>', 'max, or how many virtual seconds pass in a real one', 'max')
    .option('--seed <number>', 'the same seed gives the same run')
    .option('--durations <factor>', 'how much longer than usual AWS takes')
    .option('--account <file>', 'JSON file of the VPCs, CAs and quotas of the account')
    .option('--deploy', 'deploy the packaged template to it')
    .option('--stage <stage>', 'stage that is deployed', 'dev')
    .option('--json', 'print one JSON line when it is ready')
    .exitOverride()
    .action(runEmulator);
  command.addCommand(
    new Command('advance')
      .description('let virtual time pass on a running emulator, for schedules and expiries')
      .requiredOption('--by <duration>', 'such as 90s, 30m, 24h or 7d')
      .option('--url <url>', 'where it listens; AWS_ENDPOINT_URL without it', process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566')
      .exitOverride()
      .action(advance),
  );
  return command;
}

async function runEmulator(options: EmulatorOptions): Promise<void> {
  const over = ended();
  checkStage(options.stage);
  const speed = options.speed === 'max' ? 'max' : positiveNumber('--speed', options.speed);
  const port = portNumber(options.port);
  const seed = wholeNumber('--seed', options.seed);
  const durations = positiveNumber('--durations', options.durations);
  const account = options.account === undefined ? undefined : readAccount(options.account);
  const [{ startEmulator }, { packagedTemplate }, { deployLocally }] = await Promise.all([
    import('../../emulator/emulator.ts'),
    import('../local/packaged.ts'),
    import('../local/deploy.ts'),
  ]);
  const template = options.deploy ? packagedTemplate() : undefined;
  const emulator = await startEmulator({ port, seed, speed, durations, account }).catch((error) => {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new CommandError(`port ${options.port} is in use: give another with --port`);
  });
  if (template) await deployLocally(emulator, template, options.stage);
  console.log(options.json ? JSON.stringify({ url: emulator.url, bin: emulator.bin }) : greeting(emulator, options));
  await over;
  await emulator.stop();
  process.exitCode = exitCodes.done;
}

/** Resolves when the command is told to end, or when whoever started it is gone: npx hands signals no further than its shell. */
function ended(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}

function greeting({ url, bin }: Emulator, { deploy }: EmulatorOptions): string {
  return [
    `AWS on this machine: ${url}`,
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any`,
    `  export PATH="${bin}:$PATH"   # cloudhsm-cli and configure-cli`,
    deploy ? '  npx hsm provision -f examples/production.json' : '  start it with --deploy to have the state machines in it',
  ].join('\n');
}

function portNumber(text: string): number {
  const port = wholeNumber('--port', text) ?? 0;
  if (port > 65_535) throw new CommandError(`--port ${text}: has to be 65535 or less`);
  return port;
}

function readAccount(file: string): AccountFile {
  try {
    return readAccountFile(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`--account ${file}: ${(error as Error).message}`);
  }
}

async function advance({ by, url }: { by: string; url: string }): Promise<void> {
  const [, amount, unit = 's'] = /^(\d+)([smhd])$/.exec(by) ?? [];
  if (!amount) throw new CommandError(`--by ${by}: has to be a number with s, m, h or d, such as 24h`);
  const seconds = Number(amount) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit as 's' | 'm' | 'h' | 'd'];
  if (!URL.canParse(url)) throw new CommandError(`--url ${url}: has to be a URL such as http://127.0.0.1:4566`);
  const response = await fetch(new URL('/_emulator/advance', url), { method: 'POST', body: JSON.stringify({ seconds }) }).catch(() => {
    throw new CommandError(`no emulator answers at ${url}`);
  });
  const answer = (await response.json()) as { now: string; message?: string };
  if (!response.ok) throw new CommandError(`--by ${by}: ${answer.message}`);
  console.log(answer.now);
}
