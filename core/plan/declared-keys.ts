import type { Environment } from '../environment/environment.ts';
import { describeKey, type KmsKey, keyAlias } from '../key-store/kms-key.ts';

/** A declared key: undefined where KMS shows none, `unread` where the reader may not ask. */
export type DeclaredKeys = Record<string, KmsKey | 'unread' | undefined>;

/**
 * The keys that a file declares, as a run finds them: by their aliases, or else by the record.
 *
 * @param onRecord ARN of each key, by its name
 */
export async function seeDeclaredKeys(
  { name: environment, keyStore }: Environment,
  onRecord: Record<string, string>,
): Promise<DeclaredKeys> {
  const declared = keyStore?.keys ?? [];
  const seen = declared.map(async ({ name }) => {
    const arn = onRecord[name];
    const key = (await describeKey(keyAlias(environment, name))) ?? (arn === undefined ? undefined : await describeKey(arn));
    return [name, key] as const;
  });
  const keys = await Promise.all(seen.map((key, index) => key.catch(() => [declared[index]!.name, 'unread'] as const)));
  return Object.fromEntries(keys);
}

/** As KMS shows it; undefined also where the reader may not ask. */
export function shownKey(keys: DeclaredKeys, name: string): KmsKey | undefined {
  const key = keys[name];
  return key === 'unread' ? undefined : key;
}
