import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const words = /z\.describe\(\s*(['"])(?:\\.|(?!\1).)*\1,?\s*\)/g;

/** What the environment file's schema says of its members stands in schema/environment.json. No step reads it, and each would carry it. */
export const schemaWords: Plugin = {
  name: 'schema-words',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]core[\\/]environment[\\/]environment\.ts$/ }, async ({ path }) => ({
      contents: withoutWords(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

export function withoutWords(source: string): string {
  return source.replaceAll(words, "z.describe('')");
}
