import type { Branch } from '../branch.ts';
import { jsonata } from './jsonata-language.ts';
import { jsonPath } from './jsonpath-language.ts';
import type { QueryLanguage } from './query-language.ts';

/** The language that the branch's current state is written in. */
export function languageOf({ state, execution }: Branch): QueryLanguage {
  const name = state.QueryLanguage ?? execution.machine.definition.QueryLanguage;
  return name === 'JSONata' ? jsonata : jsonPath;
}
