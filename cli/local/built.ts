import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What functions and the task's program are made of. */
export const code = ['functions', 'core', 'tasks', 'scripts/build.ts', 'scripts/bundling', 'package-lock.json'];

/**
 * Whether `dist` is newer than what it is made of: `scripts/build.ts` puts the date of its beginning on it.
 *
 * @param project the checkout's folder
 */
export function isBuilt(project: string): boolean {
  const dist = join(project, 'dist');
  return existsSync(join(dist, 'hsm-users/index.mjs')) && isNewerThan(project, code, dist);
}

/** @param made files and folders of the project that `path` is made of */
export function isNewerThan(project: string, made: string[], path: string): boolean {
  const { mtimeMs } = statSync(path);
  return made.every((source) => newest(join(project, source)) <= mtimeMs);
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  const children = readdirSync(path).map((name) => newest(`${path}/${name}`));
  return Math.max(stat.mtimeMs, ...children);
}
