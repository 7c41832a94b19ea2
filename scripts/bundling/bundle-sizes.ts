/** Zipped, in bytes: what a function loads before it does anything. */
const most: Record<string, number> = { 'validate-request': 350_000 };
const usualMost = 120_000;

/** The bundles that are larger than they may be, by name. */
export function oversized(bundles: Record<string, number>): string[] {
  return Object.entries(bundles)
    .filter(([name, bytes]) => bytes > mostOf(name))
    .map(([name, bytes]) => `${name}.zip has ${bytes} bytes, and ${mostOf(name)} are the most: see docs/performance.md for what is in it`);
}

function mostOf(name: string): number {
  return Object.hasOwn(most, name) ? most[name]! : usualMost;
}
