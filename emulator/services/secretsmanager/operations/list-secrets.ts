import type { Operation } from '../../../service/service.ts';
import { described, stagesByVersion } from '../description.ts';
import { passes } from '../filters.ts';
import { page } from '../page.ts';
import { invalidParameter } from '../refusals.ts';
import { primaryRegion, type Secret } from '../secret.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  IncludePlannedDeletion?: boolean;
  MaxResults?: number;
  NextToken?: string;
  Filters?: { Key?: string; Values?: string[] }[];
  SortOrder?: 'asc' | 'desc';
  SortBy?: 'created-date' | 'last-accessed-date' | 'last-changed-date' | 'name';
}

/** Oldest first unless told. @throws AwsError InvalidNextTokenException, InvalidParameterException for half a filter */
export const listSecrets: Operation<Input, SecretsManagerPlace> = {
  run(input, { place }) {
    const { Filters: filters = [], SortOrder: order = 'asc', SortBy: by = 'created-date' } = input;
    for (const { Key, Values } of filters) {
      if (Key === undefined) throw invalidParameter('Invalid filter key');
      if (Values === undefined) throw invalidParameter(`Invalid filter values for key: ${Key}`);
    }
    const secrets = [...place.secretsManager.secrets.values()]
      .filter((secret) => input.IncludePlannedDeletion || !secret.deletion)
      .filter((secret) => filters.every(({ Key, Values }) => passes(secret, place.region, Key!, Values!)))
      .sort((a, b) => compare(sortKey(a, by), sortKey(b, by)) * (order === 'asc' ? 1 : -1));
    const { items, NextToken } = page(secrets, 'ListSecrets', input);
    return {
      NextToken,
      SecretList: items.map((secret) => ({
        ...described(secret),
        PrimaryRegion: primaryRegion(secret, place.region),
        SecretVersionsToStages: stagesByVersion(secret),
      })),
    };
  },
};

function sortKey(secret: Secret, by: NonNullable<Input['SortBy']>): string | number {
  if (by === 'name') return secret.name;
  const dates = { 'created-date': secret.createdAt, 'last-accessed-date': secret.accessedAt, 'last-changed-date': secret.changedAt };
  return dates[by]?.getTime() ?? 0;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
