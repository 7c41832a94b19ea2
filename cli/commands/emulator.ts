import { isIP } from 'node:net';
import { Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { regionNames } from '../../emulator/models/regions.ts';
import type { PlaceName } from '../local/start.ts';
import { hsmCommand, nameAndValue, port, positiveNumber, stage, timeSpan, url, wholeNumber } from '../options.ts';
import { perform } from '../perform.ts';

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
    .action((options) => perform(options, async () => (await import('../local/run-emulator.ts')).runEmulator(options)));
  return command.addCommand(advanceCommand());
}

function advanceCommand() {
  const where = new Option('--url <url>', 'where it listens').argParser(url).default('http://127.0.0.1:4566');
  // one that is set and empty is none, as everywhere
  if (process.env.AWS_ENDPOINT_URL !== '') where.env('AWS_ENDPOINT_URL');
  return hsmCommand('advance', [['npx hsm emulator advance --by 24h', 'brings the daily backup, and whatever else a day brings']])
    .description('let virtual time pass on a running emulator, for schedules and expiries')
    .addOption(new Option('--by <duration>', 'such as 90s, 30m, 24h or 7d').argParser(timeSpan).makeOptionMandatory())
    .addOption(where)
    .action((options) => perform(options, async () => (await import('../local/advance.ts')).advance(options)));
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
  try {
    return positiveNumber(text);
  } catch {
    throw new InvalidArgumentError('It has to be max, or a number above 0.');
  }
}

/** A day, or a day and a time with its zone: without one, every machine would take it for its own. */
const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Whole seconds, as ids and names are made of times. */
export function beginning(text: string): number {
  const time = text === 'now' ? Date.now() : isoTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('It has to be now, or a time as in 2026-06-01T09:00:00Z.');
  return Math.floor(time / 1000) * 1000;
}
