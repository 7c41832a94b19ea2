import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkEnvironment } from '../../core/environment/check-environment.ts';
import type { Environment } from '../../core/environment/environment.ts';
import { formatProblems } from '../../core/environment/problem.ts';
import { environmentCost } from '../../core/pricing.ts';
import { BadOption } from '../exit.ts';
import { isAnswering, print, printDocument, styled, warn, width } from '../output.ts';
import { openTarget, type Target } from '../target.ts';
import { costText } from '../text/cost.ts';
import { type Field, fields } from '../text/fields.ts';
import { typed } from '../text/typed.ts';
import { demandWritable, writeWhole } from '../written-file.ts';
import { type Choices, choose, type Given } from './choices.ts';
import { type Standing, standingOf } from './standing.ts';

export interface InitOptions extends Given {
  output?: string;
  force?: boolean;
  yes?: boolean;
  json?: boolean;
  region?: string;
  stage: string;
}

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Writes an environment file from what is given, found in the account, and answered at a terminal. */
export async function init(options: InitOptions): Promise<void> {
  const asked = isAnswering() && !options.yes && !options.json;
  const questions = asked ? (await import('./questions.ts')).questions : undefined;
  if (options.output) demandNewFile(options.output, options.force);
  const target = await openTarget(options);
  try {
    target.takeAsDefault();
    const choices = await choose(options, target.region, questions, (name) => standingOf(name, target));
    const file = options.output ?? `${choices.name}.json`;
    const { environment, checked, warnings } = composed(choices, file);
    if (file === '-') return printDocument(environment);
    demandNewFile(file, options.force);
    writeWhole(file, JSON.stringify(environment, null, 2), options.force ? 'w' : 'wx');
    if (warnings.length > 0) warn(formatProblems(warnings));
    if (choices.standing) warn(asItStands(choices.name, choices.standing));
    if (options.json) printDocument({ file, environment });
    else print(resultText(choices, checked, file, target));
  } finally {
    await target.close();
  }
}

/** @throws CommandError for one that is there, and for one that cannot be written */
function demandNewFile(file: string, force: boolean | undefined): void {
  if (file === '-') return;
  const there = existsSync(file) && !force;
  if (there) throw new BadOption(`${file} exists already`, { remedy: 'give --force to overwrite it, or another file with -o' });
  demandWritable(file);
}

/** @throws CommandError where what was given does not pass */
function composed(choices: Choices, file: string) {
  const asked = choices.standing?.asked;
  const environment = { $schema: schemaBeside(file), ...(asked ? asAsked(choices, asked) : asChosen(choices)) };
  const checked = checkEnvironment(environment);
  if ('warnings' in checked) return { environment, checked: checked.environment, warnings: checked.warnings };
  throw new BadOption(`this makes no environment file that passes\n${formatProblems(checked.problems)}`);
}

/** The file on record, with what somebody has said now. */
function asAsked(choices: Choices, { $schema: _schema, ...asked }: Environment) {
  const { purpose, subnetIds, hsmCount, authority, securityGroupIds, keyStore, standing } = choices;
  return {
    ...asked,
    purpose,
    hsmType: standing?.hsmType,
    subnetIds,
    hsmCount,
    certificateAuthority: authority === asked.certificateAuthority.arn ? asked.certificateAuthority : signerOf(choices),
    activation: { ...asked.activation, securityGroupIds },
    keyStore: keyStore === undefined ? undefined : { keys: firstKeys(choices), ...asked.keyStore, name: keyStore },
  };
}

/** What was chosen, and what can be seen of an environment whose file nobody knows. */
function asChosen(choices: Choices) {
  const { name, purpose, subnetIds, hsmCount, securityGroupIds, keyStore, standing } = choices;
  const known = standing?.keyStore?.keys ?? [];
  return {
    version: 1,
    name,
    purpose,
    ...(standing && { hsmType: standing.hsmType, mode: standing.mode }),
    subnetIds,
    hsmCount,
    ...(standing && { backupRetentionDays: standing.backupRetentionDays, tags: standing.tags }),
    certificateAuthority: signerOf(choices),
    activation: { securityGroupIds },
    ...(standing?.admins && { admins: standing.admins }),
    cryptoUsers: standing?.cryptoUsers ?? ['application'],
    ...(keyStore && { keyStore: { name: keyStore, keys: known.length > 0 ? known : firstKeys(choices) } }),
  };
}

function signerOf({ authority, purpose, standing }: Choices) {
  if (authority) return { type: 'acm-pca', arn: authority };
  return { type: standing?.signedElsewhere && purpose === 'production' ? 'external' : 'self-signed' };
}

function firstKeys({ name }: Choices) {
  return [{ name: `${name}-documents`, description: 'HSM-backed encryption key' }];
}

/** Where an editor finds the schema; only for a file of this project, which is where it is for everybody. */
function schemaBeside(file: string): string | undefined {
  const outside = file === '-' || relative(project, resolve(file)).startsWith('..');
  return outside ? undefined : relative(dirname(resolve(file)), join(project, 'schema/environment.json'));
}

function asItStands(name: string, { clusterId, asked }: Standing): string {
  if (asked) return `${name} stands already (${clusterId}), and is written as it was last asked for`;
  return `${name} stands already (${clusterId}), and is written as it is. What its file said beyond that is not to be seen here: purpose, schedules, copies, recovery, clients, quorum. Add it before you provision`;
}

/** What was written, and what to do with it. */
export function resultText(
  { name, purpose, zones, hsmCount, authority, keyStore }: Choices,
  written: Environment,
  file: string,
  { region, again }: Pick<Target, 'region' | 'again'>,
): string {
  const cost = environmentCost(region, written.hsmType, hsmCount, written.keyStore?.keys.length ?? 0);
  const rows: Field[] = [
    ['environment', `${name}, for ${purpose}`],
    ['HSMs', `${hsmCount} over ${zones.join(', ')}`],
    ['CA', authority ?? 'a root of its own'],
    ['key store', keyStore ?? 'none'],
    ['cost', costText(cost)],
  ];
  return [
    styled('green', `wrote ${file}`),
    ...fields(rows, width(), (label) => styled('bold', label)),
    'next:',
    `  npx hsm validate -f ${typed(file)} --account${again}`,
    `  npx hsm provision -f ${typed(file)} --local`,
    `  npx hsm provision -f ${typed(file)}${again}`,
  ].join('\n');
}
