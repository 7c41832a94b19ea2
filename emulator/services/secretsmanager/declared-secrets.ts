import type { SecretDeclaration } from '../../kernel/account.ts';
import type { Place } from '../../service/place.ts';
import { putVersion } from './put-version.ts';
import { type Secret, usualWindowDays } from './secret.ts';

/** Who keeps them. */
interface Keeper {
  nextArn(name: string): string;
  add(secret: Secret): void;
  markForDeletion(secret: Secret, days: number): void;
}

/** The secrets that the account file declares. */
export function declareSecrets(place: Place, keeper: Keeper): void {
  for (const declaration of place.account.secrets ?? []) declare(place, keeper, declaration);
}

function declare(place: Place, keeper: Keeper, { name, value, pendingDeletion, tags, suffix }: SecretDeclaration): void {
  const now = place.clock.date();
  const secret: Secret = {
    arn: suffix ? place.arn('secretsmanager', `secret:${name}-${suffix}`) : keeper.nextArn(name),
    name,
    tags: tags && new Map(Object.entries(tags)),
    createdAt: now,
    changedAt: now,
    versions: new Map(),
  };
  if (value !== undefined)
    putVersion(place, secret, undefined, { SecretString: typeof value === 'string' ? value : JSON.stringify(value) });
  keeper.add(secret);
  if (pendingDeletion) keeper.markForDeletion(secret, usualWindowDays);
}
