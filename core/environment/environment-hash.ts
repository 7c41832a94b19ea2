import { createHash } from 'node:crypto';
import type { Environment } from './environment.ts';

/** Two files mean the same environment when this is the same, whatever the order of their fields. SHA-256, hex. */
export function environmentHash(environment: Environment): string {
  const { $schema: _schema, ...content } = environment;
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex');
}

/** Two requests ask for the same when this is the same. Without changes it is the environment's. */
export function requestHash(environment: Environment, changes: Record<string, unknown>): string {
  const hash = environmentHash(environment);
  if (Object.keys(changes).length === 0) return hash;
  return createHash('sha256')
    .update(`${hash} ${JSON.stringify(sorted(changes))}`)
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
