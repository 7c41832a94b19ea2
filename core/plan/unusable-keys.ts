import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { LifecycleError } from '../errors/lifecycle-error.ts';
import { describeKey } from '../key-store/kms-key.ts';
import { deletedForGood, requireUsable } from '../key-store/usable-key.ts';
import type { Found } from './found.ts';

/** Keys that stand and cannot serve: the run ends with KmsKeyUnusable. What the reader may not ask KMS, the run will. */
export async function unusableKeys(environment: Environment, { keyStore, keyArns }: Found): Promise<Problem[]> {
  if (!keyStore) return [];
  const declared = environment.keyStore?.keys ?? [];
  const found = await Promise.all(
    declared.map(async ({ name }, index): Promise<Problem[]> => {
      const keyArn = keyArns[name];
      if (keyArn === undefined) return [];
      const key = await describeKey(keyArn).catch(() => 'unread' as const);
      const wanted = { environment: environment.name, name, keyStoreId: keyStore.id };
      try {
        if (!key) throw deletedForGood(wanted, keyArn);
        if (key !== 'unread') requireUsable(key, wanted);
        return [];
      } catch (error) {
        const { problem, remedy = '' } = (error as LifecycleError).details;
        return [{ path: `keyStore.keys.${index}`, problem, remedy }];
      }
    }),
  );
  return found.flat();
}
