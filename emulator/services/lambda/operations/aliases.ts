import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Alias } from '../alias.ts';
import { checkRevisionId } from '../configuration.ts';
import { arnOf, functionNamed, nameOf, versionNamed } from '../function-name.ts';
import { noResource } from '../mistake.ts';
import { page } from '../page.ts';
import { onFunction } from '../resources.ts';
import { type RoutingConfig, weightsOf } from '../routing-config.ts';
import { aliasRevisionOf, shownAlias } from '../shown-alias.ts';
import type { LambdaPlace } from '../state.ts';

interface Named {
  FunctionName: string;
  Name: string;
}

interface Change extends Named {
  FunctionVersion?: string;
  Description?: string;
  RoutingConfig?: RoutingConfig;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias: Operation<Change & { FunctionVersion: string }, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const { Name: name, FunctionVersion: version, Description: description = '' } = input;
    const weights = weightsOf(input.RoutingConfig, version);
    for (const each of [version, ...weights.keys()]) versionNamed(place, nameOf(place, input.FunctionName), each);
    const fn = functionNamed(place, nameOf(place, input.FunctionName));
    const arn = `${fn.arn}:${name}`;
    const published = place.lambda.published(fn.name);
    if (published.aliases.has(name))
      throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`, { status: 409, fields: { Type: 'User' } });
    place.iam.resourcePolicies.guard(arn);
    return shownAlias(place, published.put({ name, arn, description, version, weights }));
  },
};

export const getAlias: Operation<Named, LambdaPlace> = {
  resources: onFunction,
  run: (input, { place }) => shownAlias(place, aliasOf(place, input, 'Cannot find alias arn')),
};

/** What it does not say stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias: Operation<Change & { RevisionId?: string }, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const alias = aliasOf(place, input, 'Alias not found');
    const { FunctionVersion: version = alias.version, Description: description = alias.description } = input;
    checkRevisionId(input.RevisionId, aliasRevisionOf(place, alias), 'GetFunction/GetAlias');
    const held = { AdditionalVersionWeights: Object.fromEntries(alias.weights) };
    const weights = weightsOf(input.RoutingConfig ?? held, version);
    const name = nameOf(place, input.FunctionName);
    for (const each of [version, ...weights.keys()]) versionNamed(place, name, each);
    const { name: aliasName, arn } = alias;
    return shownAlias(place, place.lambda.published(name).put({ name: aliasName, arn, description, version, weights }));
  },
};

/** One that is not there is gone already, as recorded. */
export const deleteAlias: Operation<Named, LambdaPlace> = {
  resources: onFunction,
  run({ FunctionName, Name }, { place }) {
    const { name } = functionNamed(place, nameOf(place, FunctionName));
    if (place.lambda.published(name).aliases.delete(Name)) place.lambda.forget(name, Name);
  },
};

interface ListInput {
  FunctionName: string;
  FunctionVersion?: string;
  Marker?: string;
  MaxItems?: number;
}

/** By name. @throws AwsError ResourceNotFoundException */
export const listAliases: Operation<ListInput, LambdaPlace> = {
  resources: onFunction,
  run(input, { place }) {
    const { name } = functionNamed(place, nameOf(place, input.FunctionName));
    const all = [...place.lambda.published(name).aliases.values()]
      .filter(({ version }) => input.FunctionVersion === undefined || version === input.FunctionVersion)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const { items, NextMarker } = page(all, 'ListAliases', input);
    return { Aliases: items.map((alias) => shownAlias(place, alias)), NextMarker };
  },
};

/** @throws AwsError ResourceNotFoundException */
function aliasOf(place: LambdaPlace, { FunctionName, Name }: Named, missing: string): Alias {
  const alias = place.lambda.published(nameOf(place, FunctionName)).aliases.get(Name);
  if (!alias) throw noResource(`${missing}: ${arnOf(place, FunctionName)}:${Name}`);
  return alias;
}
