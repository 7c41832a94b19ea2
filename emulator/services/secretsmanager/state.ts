import type { Place } from '../../service/place.ts';
import { declareSecrets } from './declared-secrets.ts';
import type { SecretsManagerNeeds } from './needs.ts';
import { markedForDeletion, notFound } from './refusals.ts';
import type { Secret } from './secret.ts';

export interface SecretsManagerPlace extends SecretsManagerNeeds {
  readonly secretsManager: SecretsManagerState;
  /** The same account in another region: where replicas are. */
  elsewhere(region: string): SecretsManagerPlace;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export class SecretsManagerState {
  readonly place: Place;
  /** By name, which is unique in the account. */
  readonly secrets = new Map<string, Secret>();
  readonly #created = new Map<string, number>();
  readonly #passwords = new Map<string, number>();

  constructor(place: Place) {
    this.place = place;
    declareSecrets(place, this);
  }

  /**
   * A secret by its name, its ARN, or its ARN without the six random characters; what ends like them is taken for a whole ARN.
   */
  find(secretId: string): Secret | undefined {
    const byName = this.secrets.get(secretId);
    if (byName || !secretId.startsWith('arn:')) return byName;
    for (const secret of this.secrets.values()) if (secret.arn === secretId) return secret;
    const prefix = this.place.arn('secretsmanager', 'secret:');
    const partial = secretId.startsWith(prefix) && !/-[A-Za-z0-9]{6}$/.test(secretId);
    return partial ? this.secrets.get(secretId.slice(prefix.length)) : undefined;
  }

  /** @throws AwsError ResourceNotFoundException */
  existing(secretId: string): Secret {
    const secret = this.find(secretId);
    if (!secret) throw notFound();
    return secret;
  }

  /** @throws AwsError ResourceNotFoundException, InvalidRequestException where it is marked for deletion */
  usable(secretId: string): Secret {
    const secret = this.existing(secretId);
    if (secret.deletion) throw markedForDeletion();
    return secret;
  }

  /** The ARN that the next secret of this name has: a name that was free again gets other random characters. */
  nextArn(name: string): string {
    const suffix = this.place.random.text(6, letters, 'secret-arn', name, this.#created.get(name) ?? 0);
    return this.place.arn('secretsmanager', `secret:${name}-${suffix}`);
  }

  add(secret: Secret): void {
    this.#created.set(secret.name, (this.#created.get(secret.name) ?? 0) + 1);
    this.secrets.set(secret.name, secret);
  }

  /** Returns when it will be gone. */
  markForDeletion(secret: Secret, days: number): Date {
    const timer = this.place.clock.after('ride', days * 86_400, `delete ${secret.name}`, () => {
      // a replica may have taken its place
      if (this.secrets.get(secret.name) === secret) this.secrets.delete(secret.name);
    });
    secret.deletion = { markedAt: this.place.clock.date(), timer };
    return new Date(timer.at);
  }

  /** How many passwords this caller was given before: a password depends on who asks, and not on what others do at the time. */
  nextPassword(callerArn: string): number {
    const ordinal = this.#passwords.get(callerArn) ?? 0;
    this.#passwords.set(callerArn, ordinal + 1);
    return ordinal;
  }
}
