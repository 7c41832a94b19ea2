import { isIP } from 'node:net';
import { Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { exchange } from '../../core/http-exchange.ts';
import { regionNames } from '../../emulator/models/regions.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { jsonObject } from '../json-object.ts';
import type { LocalStack, PlaceName, StartedEmulator } from '../local/start.ts';
import { hsmCommand, nameAndValue, port, positiveNumber, stage, timeSpan, url, wholeNumber } from '../options.ts';
import { print, printDocument, printLine } from '../output.ts';
import { perform } from '../perform.ts';
import { whole } from '../text/wrap.ts';

export function emulatorCommand() {
  const command = hsmCommand('emulator', [
    ['npx hsm emulator --deploy', 'an AWS account on this machine, with the state machines in it'],
    ['npx hsm emulator --speed 60 --port 0 --json', 'a minute a second, on a free port, for a program that reads the line it prints'],
    ['npx hsm emulator --deploy --param ClusterQuota=10', 'with another value of a parameter of the template'],
    ['npx hsm emulator --deploy --also us-west-2', 'with the state machines in a second region too'],
    ['npx hsm emulator --template app.yaml --artifacts dist', 'with a template of your own in it'],
    ['npx hsm emulator advance --by 24h', 'let a day pass on the one that runs'],
  ])
    .description('run an AWS on this machine: CloudHSM, KMS, Step Functions, Lambda and what they need')
    .addOption(new Option('--port <port>', 'port on 127.0.0.1; 0 takes a free one').argParser(port).default(4566))
    .addOption(
      new Option('--speed <speed>', 'max, or how many virtual seconds pass in a real one').argParser(speed).default('max' as const),
    )
    .addOption(new Option('--seed <number>', 'the same seed gives the same run').argParser(wholeNumber))
    .addOption(new Option('--host <name>', 'answer as this too, and listen there; may be given again').argParser(hostName))
    .addOption(new Option('--durations <factor>', 'how much longer than usual AWS takes').argParser(positiveNumber))
    .addOption(new Option('--time <time>', 'its time begins then: now, or as in 2026-06-01T09:00:00Z').argParser(beginning))
    .option('--account <file>', 'JSON file of what the account holds')
    .option('--deploy', 'deploy the packaged template to it')
    .addOption(new Option('--template <file>', 'deploy this CloudFormation template, JSON or YAML, instead').conflicts('deploy'))
    .option('--artifacts <folder>', "where the zips of the template's functions are; beside it without this")
    .addOption(new Option('--param <name=value>', 'parameter of the template; may be given again').argParser(nameAndValue))
    .addOption(new Option('--also <region>', 'deploy to this region too, or to ACCOUNT/REGION; may be given again').argParser(further))
    .addOption(new Option('--stage <stage>', 'stage that is deployed').argParser(stage).default('dev'))
    .action((options) => perform(options, () => runEmulator(options)));
  return command.addCommand(advanceCommand());
}

function advanceCommand() {
  return hsmCommand('advance', [['npx hsm emulator advance --by 24h', 'brings the daily backup, and whatever else a day brings']])
    .description('let virtual time pass on a running emulator, for schedules and expiries')
    .addOption(new Option('--by <duration>', 'such as 90s, 30m, 24h or 7d').argParser(timeSpan).makeOptionMandatory())
    .addOption(new Option('--url <url>', 'where it listens').env('AWS_ENDPOINT_URL').argParser(url).default('http://127.0.0.1:4566'))
    .action((options) => perform(options, () => advance(options)));
}

/** As the `Host` of a request has it, without a port. */
function hostName(text: string, before: string[] = []): string[] {
  const name = text.toLowerCase();
  if (isIP(name) || (URL.canParse(`http://${name}`) && new URL(`http://${name}`).hostname === name)) return [...before, name];
  throw new InvalidArgumentError('It has to be a name such as aws.test, or an address such as 0.0.0.0.');
}

/** `us-west-2`, or `210987654321/us-west-2`. */
function further(text: string, before: PlaceName[] = []): PlaceName[] {
  const [, accountId, region = ''] = /^(?:(\d{12})\/)?(.*)$/.exec(text) ?? [];
  if (!regionNames.includes(region))
    throw new InvalidArgumentError('It has to be a region of AWS, or ACCOUNT/REGION with an account of 12 digits.');
  return [...before, { ...(accountId ? { accountId } : {}), region }];
}

function speed(text: string): number | 'max' {
  if (text === 'max') return text;
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It has to be max, or a number above 0.');
}

/** Whole seconds, as ids and names are made of times. */
function beginning(text: string): number {
  const time = text === 'now' ? Math.floor(Date.now() / 1000) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('It has to be now, or a time as in 2026-06-01T09:00:00Z.');
  return time;
}

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

async function runEmulator(given: EmulatorOptions): Promise<void> {
  const { account, template, json, port, host, speed, seed, durations, time } = given;
  const [{ readAccount }, { startEmulator }] = await Promise.all([import('../local/account-file.ts'), import('../local/start.ts')]);
  // who reads from a pipe that nobody writes to hears no signal: until all is read, one ends the process by itself
  const stack = await stackOf(given);
  const holding = account === undefined ? {} : { account: await readAccount(account) };
  const over = ended();
  const emulator = await startEmulator({ port, host, speed, seed, durations, begins: time, ...holding }, stack);
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
    const { foreignTemplate } = await import('../local/foreign-template.ts');
    return { foreign: await foreignTemplate(template, artifacts), parameters: param, also };
  }
  if (deploy) return { stage, parameters: param, also };
  if (also) throw new BadOption('--also is for a deployment: give --deploy or --template too');
  if (param) throw new BadOption('--param is for a deployment: give --deploy or --template too');
  return undefined;
}

/** Resolves when the command is told to end, or when whoever started it is gone: npx hands signals no further than its shell. */
function ended(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    setInterval(() => process.ppid !== parent && resolve(), 500).unref();
  });
}

/** What to type in another terminal. Each command is a line of its own, to be copied. */
function greeting({ url, bin, region, outputs }: StartedEmulator, { deploy, template }: EmulatorOptions): string {
  const first = deploy ? 'npx hsm provision -f examples/production.json' : 'aws cloudhsmv2 describe-clusters';
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

async function advance({ by, url, json }: { by: number; url: string; json?: true }): Promise<void> {
  const request = { method: 'POST', body: JSON.stringify({ seconds: by }) };
  const { status, text } = await exchange(new URL('/_emulator/advance', url), request).catch((cause: unknown) => {
    throw new CommandError(`no emulator answers at ${url}`, exitCodes.badInput, 'EndpointUnreachable', {
      remedy: `start one, with ${whole('npx hsm emulator')}, or say with --url where it is`,
      cause,
    });
  });
  const answer: { now?: string; message?: string } = jsonObject(text);
  if (status !== 200 || !answer.now) {
    const why = answer.message ?? `it answers with status ${status}, so it may be something else`;
    throw new CommandError(`the clock at ${url} was not moved: ${why}`, exitCodes.badInput, 'ServiceFailed');
  }
  if (json) printDocument({ now: answer.now });
  else print(answer.now);
}
