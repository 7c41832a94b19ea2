import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const schemas = /@aws-sdk\/(client-[\w-]+)\/[\w/-]+\/schemas_\d+\.js$/;

/**
 * Lets esbuild leave out what nobody uses of a service's shapes (half a megabyte of EC2, sixty kilobytes of SSM).
 *
 * - The SDK's schema files write `{ [_xN]: … }` with `const _xN = "xmlName"`. A computed key may have side effects as far as esbuild
 *   knows, so it keeps the shape. The constant is written in its place.
 * - They register every error of the service. One whose class we do not import is not registered: the client then throws the service's
 *   base exception, with name, message and members all the same.
 *
 * @param imported names, as of ./imported-names.ts
 */
export const leanSchemas = (imported: Set<string>): Plugin => ({
  name: 'lean-schemas',
  setup(build) {
    build.onLoad({ filter: schemas }, async ({ path }) => {
      const [, from] = schemas.exec(path)!;
      const source = await readFile(path, 'utf8');
      const constants = new Map([...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name!, value!]));
      return {
        contents: source
          .replace(/\[(_\w+)\]:/g, (computed, name: string) => (constants.has(name) ? `${constants.get(name)}:` : computed))
          .replace(/^n\d+_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name: string) =>
            imported.has(`${from} ${name}`) ? line : '',
          ),
      };
    });
  },
});
