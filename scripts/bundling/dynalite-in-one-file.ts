import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

const folder = dirname(createRequire(import.meta.url).resolve('dynalite/package.json'));

/** dynalite is some sixty files. Each of its modules is loaded when it is asked for, as before; its parser is changed ahead. */
export const dynaliteInOneFile: Plugin = {
  name: 'dynalite-in-one-file',
  setup(build) {
    build.onLoad({ filter: /\/dynamodb\/dynalite\.ts$/ }, ({ path }) => {
      const files = globSync(['db/index.js', '{actions,validations}/*.js'], { cwd: folder });
      const modules = files.map((file) => `${JSON.stringify(file.replace(/(\/index)?\.js$/, ''))}: () => require('dynalite/${file}')`);
      return {
        contents: `const modules = { ${modules.join(', ')} };\nexport const dynaliteModule = (path) => modules[path]();`,
        resolveDir: dirname(path),
      };
    });
    build.onLoad({ filter: /\/dynalite\/db\/conditionParser\.js$/ }, async ({ path }) => {
      const { eachPlaceOnce } = await import('../../emulator/services/dynamodb/each-place-once.ts');
      return { contents: eachPlaceOnce(readFileSync(path, 'utf8')) };
    });
    // the database on disk, in machine code: tables are in memory
    build.onResolve({ filter: /^classic-level$/ }, ({ path }) => ({ path, namespace: 'on-disk' }));
    build.onLoad({ filter: /.*/, namespace: 'on-disk' }, () => ({ contents: 'exports.ClassicLevel = class {};' }));
  },
};
