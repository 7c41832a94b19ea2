import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** Modules that are bundled once, into a file that each of these functions has beside its own. */
export interface Part {
  /** Entry points. */
  functions: Set<string>;
  /** Absolute paths. */
  modules: Set<string>;
}

/** What of all functions load a part, at least, and the bytes that it has to save them together. */
const fewest = 0.5;
const least = 250_000;

/** What a function has of its own in each of its processes, and whatever imports it. */
const ownState = /^core\/(log|aws\/clients)\.ts$/;

/**
 * Chooses what functions have in common so that none of them loads a module that it does not need.
 *
 * @param metafile of a build that has an output for each function
 */
export function chooseParts({ inputs, outputs }: Metafile): Part[] {
  const left = new Map<string, { functions: Set<string>; bytes: number }>();
  for (const { entryPoint, inputs: modules } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(modules)) {
      if (bytesInOutput === 0 || inputs[path]!.format !== 'esm' || reaches(ownState, path, inputs)) continue;
      const module = left.get(path) ?? { functions: new Set(), bytes: bytesInOutput };
      left.set(path, module);
      module.functions.add(entryPoint!);
    }
  }
  const parts: Part[] = [];
  // from what most functions need to what fewer need: modules of a part may import those of an earlier one
  for (const { functions } of [...left.values()].toSorted((a, b) => b.functions.size - a.functions.size)) {
    const common = [...left].filter(([, module]) => isWithin(functions, module.functions));
    const saved = common.reduce((sum, [, { bytes }]) => sum + bytes, 0) * (functions.size - 1);
    if (functions.size < fewest * Object.keys(outputs).length || saved < least) continue;
    parts.push({ functions, modules: new Set(common.map(([path]) => resolve(path))) });
    for (const [path] of common) left.delete(path);
  }
  return parts;
}

export function isWithin<T>(some: Set<T>, others: Set<T>): boolean {
  return [...some].every((one) => others.has(one));
}

/** Absolute paths of the modules that an output holds; those of CommonJS may be in several. */
export function bundledModules({ inputs }: Metafile, output: Metafile['outputs'][string]): string[] {
  return Object.entries(output.inputs)
    .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && inputs[path]!.format === 'esm' && path !== '<stdin>')
    .map(([path]) => resolve(path));
}

function reaches(what: RegExp, path: string, inputs: Metafile['inputs'], seen = new Set<string>()): boolean {
  if (seen.has(path)) return false;
  seen.add(path);
  const imports = inputs[path]?.imports ?? [];
  return what.test(path) || imports.some((imported) => !imported.external && reaches(what, imported.path, inputs, seen));
}
