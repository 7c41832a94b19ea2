import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { LifecycleError } from '../errors/lifecycle-error.ts';
import { deletedForGood, requireUsable } from '../key-store/usable-key.ts';
import type { Found } from './found.ts';

/** Keys that stand and cannot serve: the run ends with KmsKeyUnusable. What the reader may not ask KMS, the run will. */
export function unusableKeys(environment: Environment, { keyStore, keyArns, declaredKeys }: Found): Problem[] {
  if (!keyStore) return [];
  const declared = environment.keyStore?.keys ?? [];
  return declared.flatMap(({ name }, index): Problem[] => {
    const [key, onRecord] = [declaredKeys[name], keyArns[name]];
    const wanted = { environment: environment.name, name, keyStoreId: keyStore.id };
    try {
      if (!key && onRecord) throw deletedForGood(wanted, onRecord);
      if (key && key !== 'unread') requireUsable(key, wanted);
      return [];
    } catch (error) {
      const { problem, remedy = '' } = (error as LifecycleError).details;
      return [{ path: `keyStore.keys.${index}`, problem, remedy }];
    }
  });
}
