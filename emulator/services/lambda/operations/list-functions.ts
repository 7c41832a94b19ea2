import type { Operation } from '../../../service/service.ts';
import { configurationOf } from '../configuration.ts';
import type { LambdaPlace } from '../state.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html; pages of at most 50, by name. */
export const listFunctions: Operation<{ Marker?: string; MaxItems?: number }, LambdaPlace> = {
  refuses: ['MasterRegion', 'FunctionVersion'],
  run({ Marker, MaxItems }, { place }) {
    const names = [...place.lambda.functions.keys()].toSorted().filter((name) => Marker === undefined || name > Marker);
    const page = names.slice(0, Math.min(MaxItems ?? 50, 50));
    return {
      Functions: page.map((name) => configurationOf(place.lambda.functions.get(name)!)),
      NextMarker: page.length < names.length ? page.at(-1) : undefined,
    };
  },
};
