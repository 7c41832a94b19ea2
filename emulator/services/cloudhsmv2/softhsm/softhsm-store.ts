import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from '../cluster-keys.ts';
import type { HsmKey } from '../hsm-key.ts';
import { eightBytes, readObject, type Stored, type StoredAttributes, writeObject } from './object-file.ts';
import { opened, sealed, tokenSecret } from './store-secret.ts';
import { CKA, keyOf, storedAttributes } from './stored-key.ts';

const suffix = '.object';
/** How far a generation moves on: SoftHSM counts by ones, so that both may write at the same time and all the same differ from before. */
const stride = 0x1_0000n;

/** The folder of a SoftHSM token as the keys of a cluster. Whose a key is stands in front of its id (pkcs11/objects.h). */
export class SoftHsmStore implements KeyStore {
  readonly #folder: string;
  readonly #secret: Buffer;
  /** Names of users by their marks. */
  readonly #users = new Map<string, string>();
  /** By file name: what it held when it was read or written the last time. */
  readonly #files = new Map<string, { stamp: string; reference: string }>();

  constructor(folder: string, pin: string) {
    this.#folder = folder;
    const token = readObject(readFileSync(join(folder, 'token.object')))!;
    this.#secret = tokenSecret(token.get(CKA.OS_USERPIN)!.value as Buffer, pin);
  }

  /** What marks the keys of a user, who may make some from now on. */
  markOf(username: string): string {
    const mark = createHash('sha256').update(username).digest('hex').slice(0, 16);
    this.#users.set(mark, username);
    return mark;
  }

  changes(): { changed: HsmKey[]; gone: string[] } {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(suffix) && name !== `token${suffix}`);
    const there = new Set(names);
    const gone = [...this.#files].filter(([name]) => !there.has(name));
    for (const [name] of gone) this.#files.delete(name);
    const found = names.flatMap((name) => this.#changedKey(name) ?? []).toSorted((a, b) => (a.made < b.made ? -1 : 1));
    return { changed: found.map(({ key }) => key), gone: gone.map(([, { reference }]) => reference) };
  }

  write(key: HsmKey): void {
    const name = this.#nameOf(key.reference) ?? `${key.reference.slice(2)}${suffix}`;
    const attributes = this.#private(storedAttributes(key, Buffer.from(this.markOf(key.owner), 'hex')), sealed);
    const before = existsSync(join(this.#folder, name)) ? readFileSync(join(this.#folder, name)).readBigUInt64BE() : 0n;
    this.#replace(name, writeObject(attributes, before + stride));
    this.#files.set(name, { stamp: this.#stamp(name)!.text, reference: key.reference });
    this.#tellReaders();
  }

  remove(reference: string): void {
    const name = this.#nameOf(reference);
    if (name === undefined) return;
    rmSync(join(this.#folder, name), { force: true });
    this.#files.delete(name);
    this.#tellReaders();
  }

  #nameOf(reference: string): string | undefined {
    for (const [name, file] of this.#files) if (file.reference === reference) return name;
    return undefined;
  }

  /** Undefined for a file that is the same as before, or that a program is about to write: it is read again the next time. */
  #changedKey(name: string): { key: HsmKey; made: bigint } | undefined {
    const stamp = this.#stamp(name);
    if (!stamp || this.#files.get(name)?.stamp === stamp.text) return undefined;
    const object = readObject(readFileSync(join(this.#folder, name)));
    if (!object) return undefined;
    const attributes = this.#private(object, opened);
    const { length, mark } = markIn(attributes);
    const owner = this.#users.get(mark);
    const key = owner === undefined ? undefined : keyOf(attributes, length, { reference: referenceOf(name), owner });
    if (!key) return undefined;
    this.#files.set(name, { stamp: stamp.text, reference: key.reference });
    return { key, made: stamp.made };
  }

  #private(attributes: StoredAttributes, change: (secret: Buffer, value: Buffer) => Buffer): StoredAttributes {
    if (attributes.get(CKA.PRIVATE)?.value !== true) return attributes;
    const changed = (stored: Stored): Stored =>
      stored.kind === 'bytes' && stored.value.length > 0 ? { kind: 'bytes', value: change(this.#secret, stored.value) } : stored;
    return new Map([...attributes].map(([type, stored]) => [type, changed(stored)]));
  }

  #stamp(name: string): { text: string; made: bigint } | undefined {
    const stat = statSync(join(this.#folder, name), { bigint: true, throwIfNoEntry: false });
    return stat && { text: `${stat.ino} ${stat.size} ${stat.mtimeNs}`, made: stat.mtimeNs };
  }

  /** Programs that have the token open look at this number, and then at the files again. */
  #tellReaders(): void {
    const file = join(this.#folder, 'generation');
    const before = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    this.#replace('generation', eightBytes((before.length === 8 ? before.readBigUInt64BE() : 0n) + stride));
  }

  /** Whole at any time, for whoever reads without a lock. */
  #replace(name: string, content: Buffer): void {
    const beside = join(this.#folder, `${name}.new`);
    writeFileSync(beside, content, { mode: 0o600 });
    renameSync(beside, join(this.#folder, name));
  }
}

const markLength = 8;

function markIn(attributes: StoredAttributes): { length: number; mark: string } {
  const id = attributes.get(CKA.ID)?.value;
  return { length: markLength, mark: id instanceof Buffer ? id.toString('hex', 0, markLength) : '' };
}

/** What was written here is called by its reference; SoftHSM's own names are longer. */
function referenceOf(name: string): string {
  const own = name.slice(0, -suffix.length);
  return `0x${/^[0-9a-f]{16}$/.test(own) ? own : createHash('sha256').update(own).digest('hex').slice(0, 16)}`;
}
