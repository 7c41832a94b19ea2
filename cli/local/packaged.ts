import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Template } from '../../emulator/cloudformation/template.ts';
import { during } from '../during.ts';
import { CommandError, exitCodes } from '../exit.ts';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
export const artifacts = join(projectFolder, '.serverless');
/** What the local AWS keeps between two commands. */
export const cache = join(projectFolder, 'node_modules/.cache/cloudhsm-lifecycle');
const lockFile = join(projectFolder, 'node_modules/.packaging.lock');
const template = join(artifacts, 'cloudformation-template-update-stack.json');

/** The package of npm brings what it was packaged with, and no sources. */
const isCheckout = existsSync(join(projectFolder, 'serverless.yml'));

/** What the packaged artifact is made of. */
const sources = [
  'functions',
  'core',
  'tasks',
  'statemachines',
  'infrastructure',
  'hardware-roots',
  '.hsm-users-image.dev.us-east-1',
  'scripts/build.ts',
  'scripts/bundling',
  'serverless.yml',
  'package-lock.json',
];

/** How commands that start together wait for the one that packages: ten minutes at most. */
const turns = { retries: 1200, minTimeout: 500, factor: 1 };

/**
 * The packaged CloudFormation template: what `npx serverless deploy` would ship. Packages first where a source is newer; commands that
 * start together do so once.
 *
 * @throws CommandError with the packager's output
 */
export async function packagedTemplate(): Promise<Template> {
  if (!isFresh() || existsSync(lockFile)) await during('packaging', packagedOnce);
  return JSON.parse(readFileSync(template, 'utf8')) as Template;
}

async function packagedOnce(): Promise<void> {
  // bundled, it has no names but its default
  const { default: lockfile } = await import('proper-lockfile');
  const release = await lockfile.lock(projectFolder, { lockfilePath: lockFile, retries: turns });
  try {
    if (!isFresh()) await packageAnew();
  } finally {
    await release();
  }
}

async function packageAnew(): Promise<void> {
  const begun = new Date();
  const packager = spawn('npm', ['run', '--silent', 'package'], { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const output of [packager.stdout, packager.stderr]) output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [status] = (await once(packager, 'close')) as [number | null];
  if (status !== 0) throw new CommandError(`packaging failed:\n${printed}`, exitCodes.failed, 'PackagingFailed');
  // a source that was changed meanwhile is newer than what was packaged
  utimesSync(template, begun, begun);
}

function isFresh(): boolean {
  if (!isCheckout) return true;
  if (!existsSync(template) || !existsSync(join(projectFolder, 'dist/hsm-users/index.mjs'))) return false;
  const packagedAt = statSync(template).mtimeMs;
  return sources.every((source) => newest(join(projectFolder, source)) <= packagedAt);
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  const children = readdirSync(path).map((name) => newest(`${path}/${name}`));
  return Math.max(stat.mtimeMs, ...children);
}
