import * as z from 'zod';
import type { AccountFile } from '../kernel/account.ts';
import { checked } from '../kernel/checked.ts';
import { readJson } from '../kernel/read-json.ts';
import { accountConflicts } from './conflicts/account.ts';
import { refused } from './conflicts/conflict.ts';
import { durations } from './durations.ts';
import { place } from './place.ts';

/** What an account file may hold, field by field. */
export const accountFile: z.ZodType<AccountFile> = place.extend({
  durations: durations.optional(),
  places: z.array(place).optional(),
});

const consistent = z.custom<AccountFile>().superRefine(refused(accountConflicts));

/**
 * An account file, checked.
 *
 * @throws Error with a line for each mistake, which names the path, what is wrong and what is allowed
 */
export function readAccountFile(text: string): AccountFile {
  return accountDeclared(checked(accountFile, parsedJson(text), 'the file'), 'the file');
}

/**
 * An account whose fields are each as they should be, and go together.
 *
 * @param whole what it is called
 * @throws Error as `readAccountFile`
 */
export function accountDeclared(declared: AccountFile, whole: string): AccountFile {
  return checked(consistent, declared, whole);
}

function parsedJson(text: string): unknown {
  // zod leaves it out of what it gives
  if (/"__proto__"\s*:/.test(text))
    throw new Error('the file: programs take __proto__ for something else: give what is called so another name');
  try {
    // some editors begin a file with a byte order mark
    return readJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Error(`the file: is not JSON (${(error as Error).message})`);
  }
}
