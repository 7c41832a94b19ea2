import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { isBuilt } from '../cli/local/built.ts';
import { bundleFunctions } from './bundling/bundle-functions.ts';
import { importedNames } from './bundling/imported-names.ts';
import { leanClients } from './bundling/lean-clients.ts';
import { leanErrors } from './bundling/lean-errors.ts';
import { leanSchemas } from './bundling/lean-schemas.ts';
import { oneForAllClients } from './bundling/one-for-all-clients.ts';
import { requiredBuiltins } from './bundling/required-builtins.ts';
import { schemaWords } from './bundling/schema-words.ts';
import { unusedParts } from './bundling/unused-parts.ts';

if (isBuilt('.')) process.exit();

// once for all that is built with it
const imported = importedNames(['core/**/*.ts', 'functions/*.ts', 'tasks/**/*.ts']);

/** Bundles each function, and the program of the task hsm-users, to dist/<name>, and what functions have in common to dist/parts. */
const settings = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  outdir: 'dist',
  plugins: [leanClients(imported), leanErrors, leanSchemas(imported), oneForAllClients, requiredBuiltins, schemaWords, unusedParts],
  legalComments: 'none',
  logLevel: 'warning',
  // what is still CommonJS inside a bundle asks for `require`
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
} satisfies BuildOptions;
/** The program of the task loads what it runs from a file beside it, which a rehearsal loads before it knows what is to be run. */
const besideProgram: Plugin = {
  name: 'beside-program',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/run-task\.ts$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: './run-task.mjs', external: true } : undefined,
    );
  },
};
const lambdaCredentials = resolve('scripts/bundling/lambda-credentials.ts');

const begun = new Date();
rmSync('dist', { recursive: true, force: true });
await bundleFunctions({
  ...settings,
  entryPoints: Object.fromEntries(readdirSync('functions').map((file) => [`${basename(file, '.ts')}/index`, `functions/${file}`])),
  alias: { '@aws-sdk/credential-provider-node': lambdaCredentials, '@aws-sdk/client-sts': lambdaCredentials },
});
// last: by it a build that came to its end is known. For the Node that tasks/hsm-users/Dockerfile installs
await build({
  ...settings,
  target: 'node22',
  entryPoints: { 'hsm-users/index': 'tasks/hsm-users/index.ts', 'hsm-users/run-task': 'tasks/hsm-users/run-task.ts' },
  plugins: [besideProgram, ...settings.plugins],
});
// a source that was changed meanwhile is newer than what was made
utimesSync('dist', begun, begun);
