import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * The SDK's schema files write `{ [_xN]: … }` with `const _xN = "xmlName"`. A computed key may have side effects as far as esbuild
 * knows, so it keeps every shape of a service (half a megabyte of EC2). With the constant in its place, unused shapes go.
 */
export const constantKeys: Plugin = {
  name: 'constant-keys',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk\/[\w/-]+\/schemas\/schemas_\d+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const constants = new Map([...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name!, value!]));
      return {
        contents: source.replace(/\[(_\w+)\]:/g, (computed, name: string) => (constants.has(name) ? `${constants.get(name)}:` : computed)),
      };
    });
  },
};
