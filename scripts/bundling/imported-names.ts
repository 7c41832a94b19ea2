import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What of each of the SDK's clients is imported, as in `client-ssm ParameterNotFound`.
 *
 * @param sources globs, in the project, of everything that is bundled and ours
 */
export function importedNames(sources: string[]): Set<string> {
  return new Set(
    globSync(sources, { cwd: project })
      .flatMap((file) => [...readFileSync(join(project, file), 'utf8').matchAll(/^import \{([^}]*)\} from '@aws-sdk\/([\w-]+)'/gm)])
      .flatMap(([, names = '', from]) => (names.match(/\w+/g) ?? []).map((name) => `${from} ${name}`)),
  );
}
