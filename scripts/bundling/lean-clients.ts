import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const indexes = /@aws-sdk\/(client-[\w-]+)\/dist-es\/(?:(?:commands|pagination|waiters)\/)?index\.js$/;

/**
 * Keeps esbuild from reading commands, paginators and waiters that nobody imports, and the class that has them all. They would not be in a
 * bundle in any case, but esbuild goes through all that it has read once for each function: that took half as long again, and half a gigabyte.
 *
 * @param imported names, as of ./imported-names.ts
 */
export const leanClients = (imported: Set<string>): Plugin => ({
  name: 'lean-clients',
  setup(build) {
    build.onLoad({ filter: indexes }, async ({ path }) => {
      const [, from] = indexes.exec(path)!;
      const index = await readFile(path, 'utf8');
      const isImported = (name: string) => imported.has(`${from} ${name}`);
      return {
        contents: index.replace(/^export \* from "\.\/(\w+)";$/gm, (line, file: string) =>
          isOfOne(file) && !exportsOf(file).some(isImported) ? '' : line,
        ),
      };
    });
  },
});

/** A file of one operation, or the class of all of them, which is called as its client is without `Client`. */
function isOfOne(file: string): boolean {
  return /(Command|Paginator)$|^waitFor/.test(file) || (/^[A-Z]/.test(file) && !/Client$|^Interfaces$/.test(file));
}

function exportsOf(file: string): string[] {
  const paginated = /^(\w+)Paginator$/.exec(file)?.[1];
  if (paginated) return [`paginate${paginated}`];
  const awaited = /^waitFor(\w+)$/.exec(file)?.[1];
  return awaited ? [file, `waitUntil${awaited}`] : [file];
}
