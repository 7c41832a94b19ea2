import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { LifecycleError } from '../errors/lifecycle-error.ts';
import { describeKey } from '../key-store/kms-key.ts';
import { requireUsable } from '../key-store/usable-key.ts';
import type { Found } from './found.ts';

/** Keys that stand and cannot serve: the run ends with KmsKeyUnusable. What the reader may not ask KMS, the run will. */
export async function unusableKeys(environment: Environment, { keyStore, keyArns }: Found): Promise<Problem[]> {
  if (!keyStore) return [];
  const declared = environment.keyStore?.keys ?? [];
  const found = await Promise.all(
    declared.map(async ({ name }, index): Promise<Problem[]> => {
      const key = keyArns[name] ? await describeKey(keyArns[name]).catch(() => undefined) : undefined;
      try {
        if (key) requireUsable(key, { environment: environment.name, name, keyStoreId: keyStore.id });
        return [];
      } catch (error) {
        const { problem, remedy = '' } = (error as LifecycleError).details;
        return [{ path: `keyStore.keys.${index}`, problem, remedy }];
      }
    }),
  );
  return found.flat();
}
