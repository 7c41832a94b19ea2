import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usualStage } from '../../core/commands-here.ts';
import type { Template } from '../../emulator/cloudformation/template.ts';
import { during } from '../during.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { code, isBuilt, isNewerThan } from './built.ts';
import { isPackagedFor } from './packaged-for.ts';
import { packagingTurn } from './packaging-turn.ts';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
export const artifacts = join(projectFolder, '.serverless');
/** What the local AWS keeps between two commands. */
export const cache = join(projectFolder, 'node_modules/.cache/cloudhsm-lifecycle');
const lockFile = join(projectFolder, 'node_modules/.packaging.lock');
const template = join(artifacts, 'cloudformation-template-update-stack.json');

/** The package of npm brings what it was packaged with, and no sources. */
const isCheckout = existsSync(join(projectFolder, 'serverless.yml'));

/** What the packaged artifact is made of. */
const sources = [...code, 'statemachines', 'infrastructure', 'hardware-roots', '.hsm-users-image.dev.us-east-1', 'serverless.yml'];

/**
 * The packaged CloudFormation template: what `npx serverless deploy` would ship. Packages first where a source is newer, and where what
 * lies there was packaged for another stage or with parameters; commands that start together do so once.
 *
 * @throws CommandError with the packager's output
 */
export async function packagedTemplate(stage = usualStage): Promise<Template> {
  if (!isCheckout && stage !== usualStage) {
    throw new BadOption(`--stage ${stage}: the package of npm has the template of the stage ${usualStage}`, {
      remedy: 'leave --stage out, or work in a checkout',
    });
  }
  if (!isFresh(stage) || existsSync(lockFile)) return during('packaging', () => packagedOnce(stage));
  return readTemplate();
}

async function packagedOnce(stage: string): Promise<Template> {
  const endTurn = await packagingTurn(projectFolder, lockFile);
  try {
    if (!isFresh(stage)) await packageAnew(stage);
    return readTemplate();
  } finally {
    await endTurn();
  }
}

function readTemplate(): Template {
  return JSON.parse(readFileSync(template, 'utf8')) as Template;
}

async function packageAnew(stage: string): Promise<void> {
  const begun = new Date();
  const packager = spawn('npm', ['run', '--silent', 'package', '--', '--stage', stage], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [packager.stdout, packager.stderr]) output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [status] = (await once(packager, 'close')) as [number | null];
  if (status !== 0) throw new CommandError(`packaging failed:\n${printed}`, exitCodes.failed, 'PackagingFailed');
  // a source that was changed meanwhile is newer than what was packaged
  utimesSync(template, begun, begun);
}

function isFresh(stage: string): boolean {
  if (!isCheckout) return true;
  return existsSync(template) && isBuilt(projectFolder) && isPackagedFor(stage, artifacts) && isNewerThan(projectFolder, sources, template);
}
