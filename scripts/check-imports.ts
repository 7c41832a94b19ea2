import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * Imports point one way: functions, tasks and cli import core; emulator stands alone. Only cli may start an emulator, and core and
 * functions know nothing of either.
 */
const allowed: Record<string, string[]> = {
  core: ['core'],
  functions: ['functions', 'core'],
  tasks: ['tasks', 'core'],
  cli: ['cli', 'core', 'emulator'],
  emulator: ['emulator'],
};

const wrong = Object.entries(allowed).flatMap(([folder, targets]) =>
  sourcesIn(folder).flatMap((file) =>
    importsOf(file)
      .filter((target) => !targets.includes(target.split('/')[0]!))
      .map((target) => `${file} imports ${target}`),
  ),
);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.m?[jt]s$/.test(file))
    .map((file) => join(folder, file));
}

function importsOf(file: string): string[] {
  const relative = [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) => path!);
  return relative.map((path) => normalize(join(dirname(file), path)));
}
