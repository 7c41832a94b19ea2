import { readFileSync } from 'node:fs';

const file = new URL('../../tasks/hsm-users/client-sdk.tsv', import.meta.url);

/** The packages of Client SDK 5 with the SHA-256 that AWS publishes for each. */
export function clientSdkTable(): string {
  return readFileSync(file, 'utf8');
}

/** Versions that the table has, the newest last. */
export function knownVersions(table: string): string[] {
  const [, ...rows] = table.trimEnd().split('\n');
  return [...new Set(rows.map((row) => row.split('\t')[0]!))];
}
