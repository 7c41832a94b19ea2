import type { Operation } from '../../../service/service.ts';
import { listedConfigurationOf, listedVersionsOf } from '../configuration.ts';
import type { LambdaPlace } from '../state.ts';

interface Input {
  FunctionVersion?: 'ALL';
  Marker?: string;
  MaxItems?: number;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html; pages of at most 50, by name. */
export const listFunctions: Operation<Input, LambdaPlace> = {
  refuses: ['MasterRegion'],
  run({ FunctionVersion, Marker, MaxItems }, { place }) {
    const names = [...place.lambda.functions.keys()].toSorted().filter((name) => Marker === undefined || name > Marker);
    const page = names.slice(0, Math.min(MaxItems ?? 50, 50));
    return {
      Functions: page.flatMap((name) => {
        const fn = place.lambda.functions.get(name)!;
        return FunctionVersion === 'ALL' ? listedVersionsOf(place, fn) : [listedConfigurationOf(place, fn)];
      }),
      NextMarker: page.length < names.length ? page.at(-1) : undefined,
    };
  },
};
