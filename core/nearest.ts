import { closest, distance } from 'fastest-levenshtein';

/** Further away, two names have nothing in common that a slip of the hand would leave. The command's own options are measured alike. */
const furthest = { letters: 3, share: 0.6 };

/** The name that somebody probably meant with one that there is not; undefined where none is near. The local AWS has its own. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const found = closest(name, names);
  const away = distance(name, found);
  return away <= furthest.letters && away < Math.max(name.length, found.length) * furthest.share ? found : undefined;
}
