import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The keys that applications have made in a cluster over PKCS #11: the files of SoftHSM's store, by name. */
export type StoredKeys = ReadonlyMap<string, Buffer>;

/** Where a cluster's store is, in an emulator's folder. */
export function keysFolder(folder: string, clusterId: string): string {
  return join(folder, 'keys', clusterId);
}

/** Undefined where no application has come to the cluster. */
export function readStore(folder: string, clusterId: string): StoredKeys | undefined {
  const keys = keysFolder(folder, clusterId);
  if (!existsSync(keys)) return undefined;
  const files = readdirSync(keys, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  // locks are empty, and belong to the processes that hold them
  const paths = files.filter(({ name }) => !name.endsWith('.lock')).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(keys.length + 1), readFileSync(path)]));
}

/** What a backup holds becomes what is there. */
export function replaceStore(folder: string, clusterId: string, stored: StoredKeys | undefined): void {
  const keys = keysFolder(folder, clusterId);
  rmSync(keys, { recursive: true, force: true });
  for (const [name, content] of stored ?? []) {
    const path = join(keys, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
