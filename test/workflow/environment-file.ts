import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Environment } from '../../core/environment/environment.ts';

/** An environment file as people write it: without what has a default. */
export type EnvironmentFile = z.input<typeof Environment>;

/** The example for production: three HSMs in three availability zones and a key store with one key. */
export const production = JSON.parse(
  readFileSync(new URL('../../examples/production.json', import.meta.url), 'utf8'),
) as EnvironmentFile & { keyStore: NonNullable<EnvironmentFile['keyStore']> };

/** The example, changed. */
export function environmentFile(changes: Partial<EnvironmentFile> = {}): EnvironmentFile {
  return { ...production, ...changes };
}

/** The example under another name, its key store too. */
export function environmentNamed(name: string): typeof production {
  return { ...production, name, keyStore: { ...production.keyStore, name } };
}

/** The same with as few HSMs as a key store takes, where the third would show nothing more. */
export function ofTwoHsms(name: string): typeof production {
  return { ...environmentNamed(name), hsmCount: 2 };
}

/** The least that the workflow brings up: two HSMs and no key store. */
export function withoutKeyStore(changes: Partial<EnvironmentFile> = {}): EnvironmentFile {
  const { keyStore: _none, ...rest } = production;
  return { ...rest, hsmCount: 2, ...changes };
}
