import { Command, Help, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { exitCodes } from './exit.ts';
import { fromHere } from './from-here.ts';
import { isHttpUrl } from './http-url.ts';
import { complain, width } from './output.ts';
import { refuseEmpty } from './refuse-empty.ts';
import { refuseTwice } from './refuse-twice.ts';
import { wrap } from './text/wrap.ts';
import { beVerbose } from './verbose.ts';

/** A command line, and what it is for. */
export type Example = readonly [line: string, what: string];

const meanings: Record<keyof typeof exitCodes, string> = {
  done: 'done, or being done already',
  failed: 'failed',
  badInput: 'bad input',
  refused: 'refused',
  interrupted: 'interrupted',
};

/** A command: every one answers `--json` and `--verbose`, and shows examples and exit codes in its help. */
export function hsmCommand(name: string, examples: Example[]) {
  const command = new Command(name)
    .option('--json', 'print one JSON document on stdout, on failure too')
    .option('--verbose', 'tell each call that is made, and where errors come from')
    .addHelpText('after', () => `\n${examplesText(examples)}\n\n${exitCodesText()}`);
  command.hook('preAction', (_, acting) => {
    // the words of a command below this one are that one's
    if (acting.name() === name) {
      refuseEmpty(command);
      refuseTwice(command);
    }
    if (command.opts().verbose) beVerbose();
  });
  return inOneVoice(command);
}

/** A command that works on a deployment: on AWS, or at AWS_ENDPOINT_URL. */
export function targetCommand(name: string, examples: Example[]) {
  return hsmCommand(name, examples)
    .addOption(new Option('--region <region>', 'AWS region; that of AWS_REGION or of your profile without it').argParser(region))
    .addOption(new Option('--stage <stage>', 'stage that is deployed').argParser(stage).default('dev'));
}

/** Makes a command that was given something wrong say so as every other error is said, and never end the process by itself. */
export function inOneVoice<Given extends Pick<Command, 'configureHelp' | 'configureOutput' | 'enablePositionalOptions' | 'exitOverride'>>(
  command: Given,
): Given {
  command.exitOverride();
  // what stands behind a command's name is that command's own
  command.enablePositionalOptions();
  // without the last a terminal of 80 columns breaks what stands beside the commands, within words
  command.configureHelp({ helpWidth: Math.min(100, width()), visibleOptions: ownFirst, minWidthToWrap: 16 });
  command.configureOutput({ outputError: (text) => complain(withLocalAws(text.replace(/^error: /, '').trimEnd())) });
  return command;
}

/** Whoever has rehearsed a run looks for what it made. */
function withLocalAws(text: string): string {
  if (text !== "unknown option '--local'") return text;
  return `${text}; a rehearsal leaves nothing to look at: \`npx hsm emulator --deploy\` starts a local AWS that stays, and says what to export`;
}

/** What many commands have alike stands below what a command has for itself. */
const alike = ['--region', '--stage', '--local', '--seed', '--durations', '--yes', '--json', '--verbose', '--help'];

function ownFirst(this: Help, command: Command): Option[] {
  const place = ({ long }: Option) => alike.indexOf(long ?? '');
  return Help.prototype.visibleOptions.call(this, command).toSorted((a, b) => place(a) - place(b)) as Option[];
}

export function examplesText(examples: Example[]): string {
  const lines = examples.map(([line, what]) => `  ${fromHere(line)}\n      ${wrap(what, width(), 6)}`);
  return ['Examples:', ...lines].join('\n');
}

export function exitCodesText(): string {
  const codes = Object.entries(exitCodes).map(([name, code]) => `${code} ${meanings[name as keyof typeof exitCodes]}`);
  return wrap(`Exit codes: ${codes.join(' · ')}`, width(), 2);
}

// What commander hands an option's text to. It puts the option and the text before what these say.

export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
}

export function positiveNumber(text: string): number {
  if (/^\d*\.?\d+$/.test(text) && Number(text) > 0 && Number.isFinite(Number(text))) return Number(text);
  throw new InvalidArgumentError('It has to be a number above 0.');
}

export function port(text: string): number {
  const number = wholeNumber(text);
  if (number > 65_535) throw new InvalidArgumentError('It has to be 65535 or less.');
  return number;
}

export function url(text: string): string {
  if (isHttpUrl(text)) return text;
  throw new InvalidArgumentError('It has to be a URL such as http://127.0.0.1:4566.');
}

/** There are new ones each year: only what can be none is refused. Nothing at all is refused with what to look for. */
export function region(text: string): string {
  if (text === '' || /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(text)) return text;
  throw new InvalidArgumentError('It has to be one region, such as us-east-1.');
}

export function stage(text: string): string {
  if (/^[a-zA-Z][a-zA-Z0-9-]{0,30}$/.test(text)) return text;
  throw new InvalidArgumentError('It has to be letters, digits and -, beginning with a letter.');
}

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, from 90s, 30m, 24h or 7d. */
export function timeSpan(text: string): number {
  const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount) return Number(amount) * unitSeconds[unit]!;
  throw new InvalidArgumentError('It has to be a number with s, m, h or d, such as 24h.');
}

/** Collects the values of an option that may be given several times. */
export function oneMore(text: string, before: string[] = []): string[] {
  return [...before, text];
}

/** `-` is standard input or output, which is meant without the option, too. */
export function unlessStandard(file: string | undefined): string | undefined {
  return file === '-' ? undefined : file;
}

/** Words with commas between them. */
export function listOfWords(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  if (words.every((word) => word !== '')) return words;
  throw new InvalidArgumentError('It has to be words with commas between them.');
}

/** Collects NAME=VALUE of an option that may be given several times. */
export function nameAndValue(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It has to be NAME=VALUE.');
  const said = before[name];
  if (said !== undefined && said !== value) throw new InvalidArgumentError(`${name} is '${said}' already: keep one of them.`);
  return { ...before, [name]: value };
}
