// Plain JavaScript: Node strips types with a compiler of its own, which takes longer to load than all of this takes.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const bundles = join(project, 'node_modules/.cache/cloudhsm-lifecycle/command');
const folders = ['cli', 'core', 'emulator', 'scripts/bundling'];

/**
 * The command in one file of JavaScript (compiled-command.mjs runs it), made anew whenever a source has changed: Node loads its thousand
 * modules one by one in three times the time. What is loaded lazily still runs when it is needed.
 *
 * @returns {Promise<URL>} where it lies
 * @throws Error where a source cannot be compiled, or the files cannot be written or read
 */
export async function bundledCommand() {
  const folder = join(bundles, sourcesKey());
  if (!existsSync(folder)) await (await import('./bundle-command.ts')).bundleCommand(folder);
  const command = join(folder, 'hsm.cjs');
  accessSync(command, constants.R_OK);
  return pathToFileURL(command);
}

/** Changes with every change of a source. */
function sourcesKey() {
  const files = [...folders.flatMap((folder) => filesIn(join(project, folder))), join(project, 'package-lock.json')];
  const states = files.map((file) => {
    const { mtimeMs, size } = statSync(file);
    return `${file} ${mtimeMs} ${size}\n`;
  });
  return createHash('sha256').update(states.join('')).digest('hex').slice(0, 32);
}

/** `readdirSync` takes twice as long where it is to go into folders itself. */
function filesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}
