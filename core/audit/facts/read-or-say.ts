import { LifecycleError } from '../../errors/lifecycle-error.ts';
import { serviceError } from '../../errors/service-error.ts';
import type { Unread } from '../finding.ts';
import { type AuditPlace, placeName } from './facts.ts';

/**
 * Reads a part of a place's facts. What AWS refuses for good is told, and the audit goes on without it; what may pass is thrown, so that
 * the step is tried again.
 *
 * @param what as in `its clusters`
 */
export async function readOrSay<T>(place: AuditPlace, what: string, unread: Unread[], read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const known = serviceError(error, { doing: `reading ${what}`, to: placeName(place) });
    if (!(known instanceof LifecycleError) || known.name === 'TransientServiceError') throw known;
    const { doing, to, problem } = known.details;
    unread.push({ place: placeName(place), why: `${doing} (${to}): ${problem}` });
    return undefined;
  }
}
