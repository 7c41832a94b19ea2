import type { Alias } from './alias.ts';
import type { LambdaPlace } from './state.ts';

/** The AliasConfiguration shape. */
export function shownAlias(place: LambdaPlace, alias: Alias): object {
  const { arn, name, version, description, weights } = alias;
  return {
    AliasArn: arn,
    Name: name,
    FunctionVersion: version,
    Description: description,
    RoutingConfig: weights.size > 0 ? { AdditionalVersionWeights: Object.fromEntries(weights) } : undefined,
    RevisionId: aliasRevisionOf(place, alias),
  };
}

export function aliasRevisionOf({ random }: LambdaPlace, { arn, revision }: Alias): string {
  return random.uuid('revision', arn, revision);
}
