import { setTimeout as sleep } from 'node:timers/promises';
import { inWords, mayPass } from './refusals.ts';

/** Milliseconds before each further try. */
const pauses = [50, 200, 800];

/**
 * Has an HSM do something, and asks again where it has too much to do.
 *
 * @param work all of it, from its first call: an operation that has failed is over
 * @throws CommandError
 */
export async function patiently<Result>(doing: string, work: () => Result): Promise<Result> {
  for (const milliseconds of pauses) {
    try {
      return work();
    } catch (error) {
      if (!mayPass(error)) throw inWords(error, doing);
      await sleep(milliseconds);
    }
  }
  try {
    return work();
  } catch (error) {
    throw inWords(error, doing);
  }
}
