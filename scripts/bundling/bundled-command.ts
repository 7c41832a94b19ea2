import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

const project = fileURLToPath(new URL('../..', import.meta.url));
const bundles = join(project, 'node_modules/.cache/cloudhsm-lifecycle/command');
const folders = ['cli', 'core', 'emulator'];
const day = 86_400_000;

/**
 * The command in a few files of JavaScript, made anew whenever a source has changed: Node loads its thousand modules one by one in
 * three times the time. A command that loads lazily still does.
 *
 * @returns its URL
 * @throws Error where a source cannot be compiled, or the files cannot be written
 */
export async function bundledCommand(): Promise<URL> {
  const folder = join(bundles, sourcesKey());
  if (!existsSync(folder)) await bundleTo(folder);
  return pathToFileURL(join(folder, 'hsm.js'));
}

/** Changes with every change of a source. */
function sourcesKey(): string {
  const hash = createHash('sha256');
  for (const file of [...folders.flatMap(filesIn), join(project, 'package-lock.json'), fileURLToPath(import.meta.url)]) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(project, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function bundleTo(folder: string): Promise<void> {
  const [{ build, stop }, { requiredBuiltins }] = await Promise.all([import('esbuild'), import('./required-builtins.ts')]);
  mkdirSync(bundles, { recursive: true });
  forgetOldOnes();
  const unfinished = mkdtempSync(`${folder}.`);
  try {
    await build({ ...settings, outdir: unfinished, plugins: [requiredBuiltins, whereItWas, reflectionFirst] });
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
  entryPoints: [join(project, 'cli/hsm.ts')],
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  define: { 'import.meta.main': 'false' },
  // they hold machine code
  external: ['graphene-pk11', 'pkcs11js'],
  legalComments: 'none',
  logLevel: 'silent',
  // what is still CommonJS inside it asks for `require`
  banner: { js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url);" },
};

/** Files beside a source are found from where the source lies. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  setup(build) {
    build.onLoad({ filter: /\/(cli|core|emulator)\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      return {
        contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
        loader: 'ts',
        resolveDir: dirname(path),
      };
    });
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
function forgetOldOnes(): void {
  for (const name of readdirSync(bundles)) {
    const old = join(bundles, name);
    if (Date.now() - statSync(old).mtimeMs > day) rmSync(old, { recursive: true, force: true });
  }
}
