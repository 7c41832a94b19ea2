import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildOptions, Plugin, TransformOptions } from 'esbuild';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** What runs functions is loaded by a thread of its own. */
const worker = 'emulator/services/lambda/runtime/worker.ts';
const day = 86_400_000;

/** Bundles the command, and the worker beside it, into a folder that appears whole. */
export async function bundleCommand(folder: string): Promise<void> {
  const [{ build, stop, transform }, { requiredBuiltins }, { dynaliteInOneFile }, { importedNames }, { leanSchemas }] = await Promise.all([
    import('esbuild'),
    import('./required-builtins.ts'),
    import('./dynalite-in-one-file.ts'),
    import('./imported-names.ts'),
    import('./lean-schemas.ts'),
  ]);
  mkdirSync(dirname(folder), { recursive: true });
  forgetOldOnes(dirname(folder));
  const unfinished = mkdtempSync(`${folder}.`);
  try {
    const plugins = [
      requiredBuiltins,
      leanSchemas(importedNames(['cli/**/*.ts', 'core/**/*.ts'])),
      hardenedAhead(unfinished),
      dynaliteInOneFile,
      wrappingWhenAsked,
      whereItWas,
      reflectionFirst,
    ];
    const [{ outputFiles }] = await Promise.all([
      build({ ...settings, ...asParts, outdir: unfinished, plugins, write: false }),
      build({ ...settings, ...asModule, outfile: join(unfinished, 'worker.mjs'), plugins }),
    ]);
    const parts = outputFiles.map(async ({ path, text }) => ({ name: basename(path), ...(await transform(text, asFunction)) }));
    writeFileSync(join(unfinished, 'hsm.cjs'), inOneFile(await Promise.all(parts)));
    // a folder of mkdtemp is for nobody else, and a checkout may be for several people
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // unless another command was faster
    if (!existsSync(folder)) throw error;
  } finally {
    await stop();
  }
}

const settings: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  // the first holds machine code; what the other one holds is not strict
  external: ['pkcs11js', './jsonata.cjs'],
  legalComments: 'none',
  logLevel: 'silent',
};

const asParts: BuildOptions = {
  entryPoints: [join(project, 'cli/hsm.ts')],
  splitting: true,
  format: 'esm',
};

const asFunction: TransformOptions = {
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  // what is left of them is of packages with machine code, and a script has them by `require`
  supported: { 'dynamic-import': false },
  define: { 'import.meta.main': 'false', 'import.meta.url': 'bundle' },
};

/**
 * A function for compiled-command.mjs, in which each part is one, too: V8 compiles and keeps only those that run. Without parts esbuild would
 * keep all of a package of which something is loaded late.
 */
function inOneFile(parts: { name: string; code: string }[]): string {
  return `(function (outside, bundle) {
"use strict"; // as modules are
const parts = {
${parts.map(({ name, code }) => `${JSON.stringify(`./${name}`)}: function (exports, require, module) {\n${code}}`).join(',\n')}
};
const modules = {};
function require(name) {
  if (!Object.hasOwn(parts, name)) return outside(name);
  if (modules[name]) return modules[name].exports;
  const module = modules[name] = { exports: {} };
  parts[name](module.exports, require, module);
  return module.exports;
}
return { command: require('./hsm.js'), modules };
})`;
}

const asModule: BuildOptions = {
  entryPoints: [join(project, worker)],
  format: 'esm',
  define: { 'import.meta.main': 'false' },
  // what is still CommonJS inside it asks for `require`
  banner: { js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url);" },
};

/** Files beside a source are found from where the source lies, but for the worker, which lies in the bundle. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  setup(build) {
    build.onLoad({ filter: /\/(cli|core|emulator)\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url') || path === join(project, worker)) return undefined;
      const [before, after] = text.split("'./runtime/worker.ts', import.meta.url");
      const inPlace = (part: string) => part.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return {
        contents: after === undefined ? inPlace(text) : `${inPlace(before!)}'./worker.mjs', import.meta.url${inPlace(after)}`,
        loader: 'ts',
        resolveDir: dirname(path),
      };
    });
  },
};

/** JSONata is hardened once, not at each start. It stays a file of its own: in a module, its code would be strict. */
function hardenedAhead(folder: string): Plugin {
  return {
    name: 'hardened-ahead',
    setup(build) {
      build.onResolve({ filter: /^\.\/jsonata\.cjs$/ }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /\/jsonata\/hardened\.ts$/ }, async () => {
        const { hardenedSource } = await import('../../emulator/services/states/jsonata/hardened.ts');
        const { jsonataFile } = await import('../../emulator/services/states/jsonata/jsonata-file.ts');
        const source = hardenedSource(readFileSync(jsonataFile, 'utf8'));
        writeFileSync(join(folder, 'jsonata.cjs'), `module.exports = function (module, exports, own) {\n${source}\n};\n`);
        return { contents: "export const hardened = () => require('./jsonata.cjs');", loader: 'js', resolveDir: folder };
      });
    },
  };
}

/** The library makes expressions of Unicode's tables when it is loaded, for 15 ms, and what goes to a file or a pipe is not wrapped. */
const wrappingWhenAsked: Plugin = {
  name: 'wrapping-when-asked',
  setup(build) {
    build.onLoad({ filter: /\/cli\/text\/wrap\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        "import wrapAnsi from 'wrap-ansi';",
        "const wrapAnsi = (...given) => require('wrap-ansi').default(...given);",
      ),
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
};

/** Splitting keeps no order between files that import nothing of each other, and tsyringe asks for this when it is loaded. */
const reflectionFirst: Plugin = {
  name: 'reflection-first',
  setup(build) {
    build.onLoad({ filter: /\/tsyringe\/dist\/esm5\/index\.js$/ }, ({ path }) => ({
      contents: `import 'reflect-metadata';\n${readFileSync(path, 'utf8')}`,
      resolveDir: dirname(path),
    }));
  },
};

/** Those of today may still be read from. */
function forgetOldOnes(bundles: string): void {
  for (const name of readdirSync(bundles)) {
    const old = join(bundles, name);
    if (Date.now() - statSync(old).mtimeMs > day) rmSync(old, { recursive: true, force: true });
  }
}
