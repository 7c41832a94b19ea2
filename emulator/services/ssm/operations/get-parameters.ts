import type { Call } from '../../../service/service.ts';
import { findParameter, shownParameter } from '../find-parameter.ts';
import type { SsmPlace } from '../state.ts';

/** Those that are not there are named in InvalidParameters. */
export function getParameters({ Names, WithDecryption = false }: { Names: string[]; WithDecryption?: boolean }, { place }: Call<SsmPlace>) {
  const parameters: object[] = [];
  const invalid: string[] = [];
  for (const wanted of new Set(Names)) {
    const { name, version, selector } = findParameter(place, wanted) ?? {};
    if (name && version) parameters.push(shownParameter(place, { name, version, selector }, WithDecryption));
    else invalid.push(wanted);
  }
  return { Parameters: parameters, InvalidParameters: invalid };
}
