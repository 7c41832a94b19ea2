import type { Environment } from './environment/environment.ts';
import type { Outcome } from './outcome.ts';

/** What stands, as far as it is known. */
export type Standing = Pick<Outcome, 'backup' | 'keyStore'> & { cluster: Outcome['cluster'] | null };

/** What is missing to what the file asks for; empty where all of it stands. */
export function shortcomings({ cluster, backup, keyStore }: Standing, environment: Environment): string[] {
  const active = cluster?.hsms.filter(({ state }) => state === 'ACTIVE') ?? [];
  return [
    cluster?.state !== 'ACTIVE' && `the cluster is ${cluster?.state}`,
    active.length < environment.hsmCount && `${active.length} of ${environment.hsmCount} HSMs are ACTIVE`,
    backup?.state !== 'READY' && 'there is no READY backup',
    environment.keyStore && keyStore?.state !== 'CONNECTED' && `the key store is ${keyStore?.state ?? 'missing'}`,
    environment.keyStore && keyStore?.proof !== true && 'the key is not proven',
  ].filter((shortcoming): shortcoming is string => typeof shortcoming === 'string');
}
