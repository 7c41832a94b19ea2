import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The errors whose meaning a function says: those that a task ends with. */
const said = readFileSync('core/users/exit-codes.ts', 'utf8');

/** Leaves out what an error means where only docs/operations.md says it: every function has the whole table. */
export const leanErrors: Plugin = {
  name: 'lean-errors',
  setup(build) {
    build.onLoad({ filter: /core\/errors\/error-table\.ts$/ }, async ({ path }) => {
      const table = await readFile(path, 'utf8');
      const rows = /^ {2}(\w+): \{\n[\s\S]*?^ {2}\},$/gm;
      const meaning = /^ {4}meaning:[\s\S]*?,\n(?= {4}remedy:)/m;
      const lean = table.replace(rows, (row, name: string) => (isSaid(name) ? row : row.replace(meaning, '')));
      return { contents: lean, loader: 'ts' };
    });
  },
};

function isSaid(name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(said);
}
