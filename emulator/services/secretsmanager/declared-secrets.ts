import type { SecretDeclaration } from '../../account.ts';
import type { World } from '../../world.ts';
import { putVersion } from './put-version.ts';
import type { Secret } from './secret.ts';
import { type SecretsManagerState, usualWindowDays } from './state.ts';

/** The secrets that the account file declares. */
export function declareSecrets(world: World, state: SecretsManagerState): void {
  for (const declaration of world.account.secrets ?? []) declare(world, state, declaration);
}

function declare(world: World, state: SecretsManagerState, { name, value, pendingDeletion, tags }: SecretDeclaration): void {
  const now = world.clock.date();
  const secret: Secret = {
    arn: state.nextArn(name),
    name,
    tags: tags && new Map(Object.entries(tags)),
    createdAt: now,
    changedAt: now,
    versions: new Map(),
  };
  if (value !== undefined)
    putVersion(world, secret, undefined, { SecretString: typeof value === 'string' ? value : JSON.stringify(value) });
  state.add(secret);
  if (pendingDeletion) state.markForDeletion(secret, usualWindowDays);
}
