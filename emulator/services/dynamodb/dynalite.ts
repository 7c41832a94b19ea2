import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { eachPlaceOnce } from './each-place-once.ts';

const require = createRequire(import.meta.url);

/**
 * A module of dynalite by its path in there, as in `actions/getItem`, loaded when it is first asked for: all of them take longer than
 * starting all other services. (A bundled command has them in one file: scripts/bundling/dynalite-in-one-file.ts.)
 */
export function dynaliteModule(path: string): unknown {
  changeParser();
  return require(`dynalite/${path}`);
}

/** From then on dynalite finds the changed one. */
function changeParser(): void {
  const file = require.resolve('dynalite/db/conditionParser');
  if (require.cache[file]) return;
  const changed = new Module(file);
  changed.filename = file;
  changed.paths = require.resolve.paths('dynalite') ?? [];
  const compiler = changed as unknown as { _compile(source: string, file: string): void };
  compiler._compile(eachPlaceOnce(readFileSync(file, 'utf8')), file);
  changed.loaded = true;
  require.cache[file] = changed as NodeJS.Module;
}
