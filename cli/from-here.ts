import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typed } from './text/typed.ts';

// What is told as it is typed in the project's folder, for whoever is in another one.

/**
 * A text whose commands are this command's. Where it is not installed, npx would run a stranger's package of its name: whoever is
 * there has it on the PATH.
 */
export function fromHere(text: string, folder = process.cwd()): string {
  return text.includes('npx') && !isInstalled(folder) ? text.replaceAll(/\bnpx\s+hsm\b/g, 'hsm') : text;
}

/**
 * A file that comes with this command, as a word of a command line that is typed here.
 *
 * @param file `examples/production.json`
 */
export function ofProject(file: string, folder = process.cwd()): string {
  const whole = join(project(), file);
  if (resolve(folder, file) === whole) return file;
  const near = relative(folder, whole);
  return typed(near.startsWith('..') ? whole : near);
}

/** npx looks into the folders above, too. */
function isInstalled(folder: string): boolean {
  if (existsSync(join(folder, 'node_modules/.bin/hsm'))) return true;
  const above = dirname(folder);
  return above !== folder && isInstalled(above);
}

/** The package of npm has its JavaScript in a folder of its own, beside the examples. */
function project(): string {
  const sources = fileURLToPath(new URL('..', import.meta.url));
  return existsSync(join(sources, 'examples')) ? sources : dirname(resolve(sources));
}
