import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { bundledModules, chooseParts, isWithin, type Part } from './common-parts.ts';
import { type Exports, exportsOf } from './part-exports.ts';
import { importedFrom, namesTaken, takenFromParts } from './part-imports.ts';

type Settings = Omit<BuildOptions, 'entryPoints'> & { entryPoints: Record<string, string>; outdir: string; plugins: Plugin[] };
interface Bundle {
  path: string;
  text: string;
  /** Absolute paths of what is in it. */
  modules: string[];
}

/**
 * Bundles functions: to `<outdir>/<name>.mjs` what one has of its own, and to `<outdir>/parts/<hash>.mjs` what many have in common, which
 * they import as `../parts/<hash>.mjs`. The hash is the beginning of the content's SHA-256.
 */
export async function bundleFunctions(settings: Settings): Promise<void> {
  const parts = chooseParts(await contentsOf(settings));
  const exports = new Map<string, Exports>();
  const functions = new Map<string, Bundle>();
  let unbundled = Object.values(settings.entryPoints);
  for (;;) {
    await readExports(settings, parts, exports);
    for (const [entryPoint, bundle] of await bundleOwn(settings, unbundled, parts, exports)) functions.set(entryPoint, bundle);
    const bundles = await bundleParts(settings, [...functions.values()], parts, exports);
    const added = parts.flatMap((part, index) => complete(part, bundles[index]!, parts));
    if (added.length === 0) return write(settings.outdir, bundles, functions, parts, exports);
    unbundled = [...functions].filter(([, { modules }]) => modules.some((path) => added.includes(path))).map(([entryPoint]) => entryPoint);
  }
}

/** Esbuild keeps what it makes of each until all are made: 20 MB. */
const atOnce = 26;

/** What would be in a bundle for each function. */
async function contentsOf(settings: Settings): Promise<Metafile> {
  const contents: Metafile = { inputs: {}, outputs: {} };
  const left = Object.entries(settings.entryPoints);
  while (left.length > 0) {
    const entryPoints = Object.fromEntries(left.splice(0, atOnce));
    const { metafile } = await build({ ...settings, entryPoints, write: false, metafile: true });
    Object.assign(contents.inputs, metafile.inputs);
    Object.assign(contents.outputs, metafile.outputs);
  }
  return contents;
}

/** Adds to a part what it turned out to need, where functions use more of its modules than any of them does alone. */
function complete(part: Part, { modules }: Bundle, parts: Part[]): string[] {
  const atHand = [part, ...parts.filter(isLoadedBefore(part))];
  const added = modules.filter((path) => !atHand.some((other) => other.modules.has(path)));
  for (const path of added) {
    for (const other of parts.filter((other) => other.modules.has(path))) {
      if (isWithin(other.functions, part.functions)) other.modules.delete(path);
      else throw new Error(`${path} would be in two parts, and two modules for a function that loads both`);
    }
    part.modules.add(path);
  }
  return added;
}

/** Whoever loads the part loads that other one. */
const isLoadedBefore = (part: Part) => (other: Part) => other !== part && isWithin(part.functions, other.functions);

async function readExports(settings: Settings, parts: Part[], exports: Map<string, Exports>): Promise<void> {
  const entryPoints = parts.flatMap(({ modules }) => [...modules]).filter((path) => !exports.has(path));
  const alone = { bundle: false, minify: false, banner: {}, alias: {}, outbase: '.' };
  const { metafile, outputFiles } = await build({ ...settings, ...alone, entryPoints, write: false, metafile: true });
  let count = [...exports.values()].reduce((sum, { own }) => sum + own.size, 0);
  const nextName = () => `$${(count++).toString(36)}`;
  for (const { path, text } of outputFiles) {
    const output = metafile.outputs[relative('.', path)]!;
    exports.set(resolve(output.entryPoint!), exportsOf(text, output.exports, nextName));
  }
}

/** By the functions' entry points. Those that load the same parts are bundled at once. */
async function bundleOwn(
  settings: Settings,
  unbundled: string[],
  parts: Part[],
  exports: Map<string, Exports>,
): Promise<Map<string, Bundle>> {
  const groups = new Map<string, { loaded: Part[]; entryPoints: Record<string, string> }>();
  for (const [name, entryPoint] of Object.entries(settings.entryPoints)) {
    if (!unbundled.includes(entryPoint)) continue;
    const loaded = parts.filter(({ functions }) => functions.has(entryPoint));
    const key = loaded.map((part) => parts.indexOf(part)).join();
    const group = groups.get(key) ?? { loaded, entryPoints: {} };
    groups.set(key, group);
    group.entryPoints[name] = entryPoint;
  }
  const bundled = new Map<string, Bundle>();
  for (const { loaded, entryPoints } of groups.values()) {
    const plugins = [takenFromParts(loaded, exports), ...settings.plugins];
    const { outputFiles, metafile } = await build({ ...settings, entryPoints, plugins, write: false, metafile: true });
    for (const { path, text } of outputFiles) {
      const output = metafile.outputs[relative('.', path)]!;
      bundled.set(output.entryPoint!, { path, text, modules: bundledModules(metafile, output) });
    }
  }
  return bundled;
}

async function bundleParts(settings: Settings, functions: Bundle[], parts: Part[], exports: Map<string, Exports>): Promise<Bundle[]> {
  const names = new Set(functions.flatMap(({ text }) => namesTaken(text)));
  const bundles: Bundle[] = [];
  // from the last to the first, which it takes more from
  for (const part of parts.toReversed()) {
    const statements = [...part.modules].map((path) => {
      const wanted = [...exports.get(path)!.own].filter(([, name]) => names.has(name)).map(([theirs, name]) => `${theirs} as ${name}`);
      return `export { ${wanted.join(', ')} } from ${JSON.stringify(path)};`;
    });
    const { outputFiles, metafile } = await build({
      ...settings,
      entryPoints: undefined,
      stdin: { contents: statements.join('\n'), resolveDir: resolve('.') },
      outdir: undefined,
      outfile: join(settings.outdir, 'parts/part.mjs'),
      plugins: [takenFromParts(parts.filter(isLoadedBefore(part)), exports), ...settings.plugins],
      write: false,
      metafile: true,
    });
    const { path, text } = outputFiles[0]!;
    for (const name of namesTaken(text)) names.add(name);
    bundles.unshift({ path, text, modules: bundledModules(metafile, Object.values(metafile.outputs)[0]!) });
  }
  return bundles;
}

function write(outdir: string, bundles: Bundle[], functions: Map<string, Bundle>, parts: Part[], exports: Map<string, Exports>): void {
  const files: string[] = [];
  const partOf = partsByName(parts, exports);
  const fileOf = (name: string) => files[partOf.get(name)!]!;
  for (const { text } of bundles) {
    const imported = importedFrom(fileOf, [], text);
    const file = `${createHash('sha256').update(imported).digest('hex').slice(0, 16)}.mjs`;
    files.push(file);
    writeInto(join(outdir, 'parts', file), imported);
  }
  for (const [entryPoint, { path, text }] of functions) {
    const loaded = files.filter((_, index) => parts[index]!.functions.has(entryPoint));
    writeInto(path, importedFrom(fileOf, loaded, text));
  }
}

function partsByName(parts: Part[], exports: Map<string, Exports>): Map<string, number> {
  const names = (path: string) => [...exports.get(path)!.own.values()];
  return new Map(parts.flatMap(({ modules }, index) => [...modules].flatMap(names).map((name): [string, number] => [name, index])));
}

function writeInto(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
