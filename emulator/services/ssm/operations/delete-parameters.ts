import type { Operation } from '../../../service/service.ts';
import { findParameter } from '../find-parameter.ts';
import { onParameter } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** Those that are not there are named in InvalidParameters. */
export const deleteParameters: Operation<{ Names: string[] }, SsmPlace> = {
  resources: ({ Names }, place) => Names.map((name) => onParameter(place, name)),
  run({ Names }, { place }) {
    const found = [...new Set(Names)].map((name) => ({ name, held: findParameter(place, name)?.held }));
    for (const { held } of found) if (held !== undefined) place.ssm.deleteParameter(held);
    const names = (there: boolean) => found.flatMap(({ name, held }) => ((held !== undefined) === there ? [name] : []));
    return { DeletedParameters: names(true), InvalidParameters: names(false) };
  },
};
