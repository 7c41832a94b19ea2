import { AwsError } from '../../kernel/aws-error.ts';
import type { Alias, Key } from './key.ts';
import type { ConnectionErrorCode, CustomKeyStore } from './key-stores/custom-key-store.ts';
import type { KmsNeeds } from './needs.ts';

export interface KmsPlace extends KmsNeeds {
  readonly kms: KmsState;
  /** The same account in another region: where the related keys of multi-Region keys are. */
  elsewhere(region: string): KmsPlace;
}

/** Keys, their aliases, and the custom key stores. */
export class KmsState {
  readonly place: KmsNeeds;
  readonly keys = new Map<string, Key>();
  /** By `alias/name`. */
  readonly aliases = new Map<string, Alias>();
  readonly customKeyStores = new Map<string, CustomKeyStore>();
  /** How many of each have ever been created: identifiers and random bytes come from it. */
  readonly created = { keys: 0, customKeyStores: 0, grants: 0, importTokens: 0, randoms: 0 };
  readonly #failures: ConnectionErrorCode[];

  /** @param failures of connections to come, shared with other places: whichever connects next takes one */
  constructor(place: KmsNeeds, failures: ConnectionErrorCode[] = []) {
    this.place = place;
    this.#failures = failures;
  }

  /** Makes the next connection of a custom key store end FAILED. Called again, the one after it too. */
  failNextConnection(errorCode: ConnectionErrorCode): void {
    this.#failures.push(errorCode);
  }

  /** The failure that a test asked of this connection. */
  takeFailure(): ConnectionErrorCode | undefined {
    return this.#failures.shift();
  }

  /** @throws AwsError CustomKeyStoreNotFoundException */
  customKeyStore(id: string): CustomKeyStore {
    const store = this.customKeyStores.get(id);
    if (!store) throw new AwsError('CustomKeyStoreNotFoundException', `The custom key store ${id} does not exist.`);
    return store;
  }

  /** The keys of a custom key store, those that wait for their deletion included. */
  keysOf(customKeyStoreId: string): Key[] {
    return [...this.keys.values()].filter((key) => key.customKeyStoreId === customKeyStoreId);
  }
}
