import type { HsmKey } from './hsm-key.ts';

/** A second place for the keys of a cluster, where programs read and change them by themselves. */
export interface KeyStore {
  /** What those programs have changed since it was asked the last time. */
  changes(): { changed: readonly HsmKey[]; gone: readonly string[] };
  write(key: HsmKey): void;
  remove(reference: string): void;
  /** What marks the keys of a user, who may make some from now on. */
  markOf(username: string): string;
}

/**
 * The keys that live in a cluster, by reference; every HSM holds them all. Once an application has come over PKCS #11 they stand in a store, too:
 * what is changed here is changed there, and whoever reads here sees what was changed there.
 */
export class ClusterKeys extends Map<string, HsmKey> {
  #store?: KeyStore;

  constructor(keys: Iterable<[string, HsmKey]> = []) {
    super();
    for (const [reference, key] of keys) super.set(reference, key);
  }

  get store(): KeyStore | undefined {
    return this.#store;
  }

  /** @param store an empty one */
  keepIn(store: KeyStore): void {
    for (const key of this.values()) store.write(key);
    this.#store = store;
  }

  override get(reference: string): HsmKey | undefined {
    this.#readStore();
    return super.get(reference);
  }

  override has(reference: string): boolean {
    this.#readStore();
    return super.has(reference);
  }

  override get size(): number {
    this.#readStore();
    return super.size;
  }

  override set(reference: string, key: HsmKey): this {
    this.#store?.write(key);
    return super.set(reference, key);
  }

  override delete(reference: string): boolean {
    this.#store?.remove(reference);
    return super.delete(reference);
  }

  override clear(): void {
    for (const reference of [...this.keys()]) this.delete(reference);
  }

  override keys(): MapIterator<string> {
    this.#readStore();
    return super.keys();
  }

  override values(): MapIterator<HsmKey> {
    this.#readStore();
    return super.values();
  }

  override entries(): MapIterator<[string, HsmKey]> {
    this.#readStore();
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[string, HsmKey]> {
    return this.entries();
  }

  #readStore(): void {
    if (!this.#store) return;
    const { changed, gone } = this.#store.changes();
    for (const reference of gone) super.delete(reference);
    for (const key of changed) super.set(key.reference, key);
  }
}
