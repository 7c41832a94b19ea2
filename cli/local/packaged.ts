import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Template } from '../../emulator/cloudformation/template.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { oneAtATime } from './one-at-a-time.ts';

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));
export const artifacts = join(projectFolder, '.serverless');
const template = join(artifacts, 'cloudformation-template-update-stack.json');

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

/**
 * The packaged CloudFormation template: what `npx serverless deploy` would ship. Packages first where a source is newer; commands that
 * start together do so once.
 *
 * @throws CommandError with the packager's output
 */
export function packagedTemplate(): Template {
  return oneAtATime(join(projectFolder, 'node_modules/.packaging'), freshTemplate);
}

function freshTemplate(): Template {
  if (!isFresh()) {
    const begun = new Date();
    const packaged = spawnSync('npm', ['run', '--silent', 'package'], { cwd: projectFolder, encoding: 'utf8' });
    if (packaged.status !== 0)
      throw new CommandError(`packaging failed:\n${packaged.stdout}${packaged.stderr}`, exitCodes.failed, 'PackagingFailed');
    // a source that was changed meanwhile is newer than what was packaged
    utimesSync(template, begun, begun);
  }
  return JSON.parse(readFileSync(template, 'utf8')) as Template;
}

function isFresh(): boolean {
  if (!existsSync(template) || !existsSync(join(projectFolder, 'dist/hsm-users/index.mjs'))) return false;
  const packagedAt = statSync(template).mtimeMs;
  return sources.every((source) => newest(join(projectFolder, source)) <= packagedAt);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const children = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(stat.mtimeMs, ...children);
}
