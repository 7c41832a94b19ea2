import type { Branch } from '../branch.ts';
import { jsonata } from './jsonata-language.ts';
import type { QueryLanguage } from './query-language.ts';

/** The language that the branch's current state is written in. */
export function languageOf(_branch: Branch): QueryLanguage {
  return jsonata;
}
