import type { Operation } from '../../../service/service.ts';
import { findParameter, shownParameter } from '../find-parameter.ts';
import { onParameter } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** Those that are not there are named in InvalidParameters. */
export const getParameters: Operation<{ Names: string[]; WithDecryption?: boolean }, SsmPlace> = {
  resources: ({ Names }, place) => Names.map((name) => onParameter(place, name)),
  run({ Names, WithDecryption = false }, { place }) {
    const parameters: object[] = [];
    const invalid: string[] = [];
    for (const wanted of new Set(Names)) {
      const { name, version, selector } = findParameter(place, wanted) ?? {};
      if (name && version) parameters.push(shownParameter(place, { name, version, selector }, WithDecryption));
      else invalid.push(wanted);
    }
    return { Parameters: parameters, InvalidParameters: invalid };
  },
};
