import type { Environment } from '../../core/environment/environment.ts';
import { exitCodes } from '../exit.ts';
import type { SummaryDocument } from './document.ts';

/** Error names that say that the file is at fault, and those that say that somebody else is at work. */
const badInput = new Set(['InvalidEnvironment', 'ClusterMismatch', 'KeyStoreNameTaken']);
const refused = new Set(['LeaseHeld', 'LeaseLost']);

/** What is missing to what the file asks for; empty where all of it stands. */
export function shortcomings(document: SummaryDocument, environment: Environment): string[] {
  const { cluster, backup, keyStore } = document;
  const active = cluster?.hsms.filter(({ state }) => state === 'ACTIVE') ?? [];
  return [
    cluster?.state !== 'ACTIVE' && `the cluster is ${cluster?.state}`,
    active.length < environment.hsmCount && `${active.length} of ${environment.hsmCount} HSMs are ACTIVE`,
    backup?.state !== 'READY' && 'there is no READY backup',
    environment.keyStore && keyStore?.state !== 'CONNECTED' && `the key store is ${keyStore?.state ?? 'missing'}`,
    environment.keyStore && keyStore?.proof !== true && 'the key is not proven',
  ].filter((shortcoming): shortcoming is string => typeof shortcoming === 'string');
}

/** The exit code of a run by its document. */
export function exitCodeOf(document: SummaryDocument): number {
  if (document.outcome !== 'FAILED') return exitCodes.done;
  const name = document.error?.name ?? '';
  return badInput.has(name) ? exitCodes.badInput : refused.has(name) ? exitCodes.refused : exitCodes.failed;
}
