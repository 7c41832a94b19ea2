import { assumedRole } from '../aws/assume-role.ts';
import type { Place } from '../aws/clients.ts';
import type { AuditPlace } from './facts/facts.ts';
import { externalId } from './targets.ts';

/** Of the deployment's own account, by region. */
const own = new Map<string, Place>();

/**
 * Where a place's clients ask, and as whom. Clients are kept by it: another account's go with the invocation, since a sandbox that is warm
 * for a thousand places would keep those of all of them.
 */
export function clientPlace({ region, roleArn }: Pick<AuditPlace, 'region' | 'roleArn'>): Place {
  if (roleArn) return { region, credentials: once(assumedRole(roleArn, externalId)) };
  const place = own.get(region) ?? { region };
  own.set(region, place);
  return place;
}

/** All clients of a place ask for credentials once. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
