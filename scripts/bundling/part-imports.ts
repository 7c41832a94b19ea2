import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Part } from './common-parts.ts';
import type { Exports } from './part-exports.ts';

/** What a module is imported from until it is known which part has it. */
const somePart = '../parts/part.mjs';
const imports = /import\{([^}]*)\}from"\.\.\/parts\/part\.mjs";/g;

/** Takes the modules of these parts from there, instead of bundling them. */
export function takenFromParts(parts: Part[], exports: Map<string, Exports>): Plugin {
  return {
    name: 'taken-from-parts',
    setup(build) {
      build.onResolve({ filter: /^part:$/ }, () => ({ path: somePart, external: true, sideEffects: false }));
      build.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => {
        if (!parts.some(({ modules }) => modules.has(path))) return undefined;
        const { own, passedOn } = exports.get(path)!;
        // a statement for each: esbuild leaves out one that nobody needs, but no name of one
        const statements = [...own].map(([theirs, name]) => `export { ${name} as ${theirs} } from 'part:';`);
        return { contents: [...statements, passedOn].join('\n'), resolveDir: dirname(path) };
      });
    },
  };
}

/** The names of parts that a bundle imports. */
export const namesTaken = (text: string) => clausesIn(text).map(({ name }) => name);

/**
 * A bundle with one import of each part.
 *
 * @param loaded parts that it imports even if it takes no name of them: modules may be there for what they do
 */
export function importedFrom(fileOf: (name: string) => string, loaded: string[], text: string): string {
  const clauses = new Map<string, string[]>(loaded.map((file) => [file, []]));
  for (const { clause, name } of clausesIn(text)) clauses.set(fileOf(name), [...(clauses.get(fileOf(name)) ?? []), clause]);
  const statements = [...clauses].map(([file, taken]) => `import{${taken.join(',')}}from"../parts/${file}";`);
  const [banner, ...rest] = text.replace(imports, '').split('\n');
  return [banner, statements.join('') + rest.join('\n')].join('\n');
}

/** `$1a as x`: a name and what the bundle calls it. */
function clausesIn(text: string): { clause: string; name: string }[] {
  const clauses = [...text.matchAll(imports)].flatMap(([, all]) => all!.split(','));
  return clauses.map((clause) => ({ clause, name: clause.split(' ')[0]! }));
}
