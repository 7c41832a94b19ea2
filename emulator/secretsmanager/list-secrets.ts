import type { Call } from '../api/service.ts';
import { described, stagesByVersion } from './description.ts';
import { page } from './page.ts';
import type { Secret } from './secret.ts';

interface Input {
  IncludePlannedDeletion?: boolean;
  MaxResults?: number;
  NextToken?: string;
  Filters?: { Key?: string; Values?: string[] }[];
  SortOrder?: 'asc' | 'desc';
  SortBy?: 'created-date' | 'last-accessed-date' | 'last-changed-date' | 'name';
}

/** Newest first unless told. @throws AwsError InvalidNextTokenException */
export function listSecrets(input: Input, { world }: Call) {
  const { Filters: filters = [], SortOrder: order = 'desc', SortBy: by = 'created-date' } = input;
  const secrets = [...world.secretsManager.secrets.values()]
    .filter((secret) => input.IncludePlannedDeletion || !secret.deletion)
    .filter((secret) => filters.every(({ Key = 'all', Values = [] }) => passes(secret, Key, Values)))
    .sort((a, b) => compare(sortKey(a, by), sortKey(b, by)) * (order === 'asc' ? 1 : -1));
  const { items, NextToken } = page(secrets, input.MaxResults ?? 100, input.NextToken);
  return {
    NextToken,
    SecretList: items.map((secret) => ({ ...described(secret), SecretVersionsToStages: stagesByVersion(secret) })),
  };
}

/** A value matches as a prefix; with `!` before it, where it does not match. */
function passes(secret: Secret, key: string, values: string[]): boolean {
  const held = heldBy(secret)[key] ?? [];
  const folded = key === 'description' || key === 'all' ? (text: string) => text.toLowerCase() : (text: string) => text;
  return values.some((value) => {
    const negated = value.startsWith('!');
    const prefix = folded(negated ? value.slice(1) : value);
    return held.some((text) => folded(text).startsWith(prefix)) !== negated;
  });
}

function heldBy(secret: Secret): Record<string, string[]> {
  const words = (text: string) => text.split(/[\s/_+=.@-]+/);
  const tags = [...secret.tags];
  return {
    name: [secret.name],
    description: [secret.description ?? ''],
    'tag-key': tags.map(([tag]) => tag),
    'tag-value': tags.map(([, value]) => value),
    'primary-region': [],
    'owning-service': [],
    all: [secret.name, secret.description ?? '', ...tags.flat()].flatMap((text) => [text, ...words(text)]),
  };
}

function sortKey(secret: Secret, by: NonNullable<Input['SortBy']>): string | number {
  if (by === 'name') return secret.name;
  const dates = { 'created-date': secret.createdAt, 'last-accessed-date': secret.accessedAt, 'last-changed-date': secret.changedAt };
  return dates[by]?.getTime() ?? 0;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
