import { readFileSync } from 'node:fs';
import { Environment } from '../../core/environment/environment.ts';

const example = JSON.parse(readFileSync(new URL('../../examples/production.json', import.meta.url), 'utf8')) as Record<string, unknown>;

/** examples/production.json with changes; a field that is changed to undefined is left out. */
export function environmentFile(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return JSON.parse(JSON.stringify({ ...example, ...changes })) as Record<string, unknown>;
}

/** The same, checked and with its defaults. */
export function environment(changes: Record<string, unknown> = {}): Environment {
  return Environment.parse(environmentFile(changes));
}
