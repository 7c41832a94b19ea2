import type { Environment } from '../environment/environment.ts';
import { describeKey, keyAlias } from '../key-store/kms-key.ts';
import { readRecord } from '../record/file.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, warned } from './findings.ts';
import { unlessDenied } from './unless-denied.ts';

/**
 * An alias says which key is meant. Keys of key stores do not rotate by themselves: people make another and move the alias, and what the
 * one of before has encrypted still needs that one. Somebody may have moved it by mistake, too.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys-manually.html
 */
export async function checkMovedAliases({ name: environment, keyStore }: Environment, { own }: Facts): Promise<Findings> {
  if (!own || !keyStore) return nothing;
  const { keyArns, keyStoreId } = await readRecord(environment);
  const found = await Promise.all(
    keyStore.keys.map(async ({ name }, index) => {
      const [alias, before] = [keyAlias(environment, name), keyArns[name]];
      const now = before && (await describeKey(alias).catch(unlessDenied));
      // one of elsewhere is refused, and not taken
      if (!now || now.keyArn === before || now.keyStoreId !== keyStoreId) return [];
      const problem = `somebody has given ${alias} to ${now.keyArn}, which is taken from now on; nobody looks after ${before} any more, which what it has encrypted still needs`;
      const remedy = `where nobody meant that, put it back (\`aws kms update-alias --alias-name ${alias} --target-key-id ${before}\`), and provision the environment again`;
      return [{ path: `keyStore.keys.${index}`, problem, remedy }];
    }),
  );
  return warned(...found.flat());
}
