import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type DeclaredKey, type KmsKey, keyAlias } from './kms-key.ts';

/** A key that can serve as the declared one. Throws KmsKeyUnusable where it cannot: no second one takes its place by itself. */
export function requireUsable(key: KmsKey, declared: DeclaredKey): KmsKey {
  const { keyArn, keyStoreId, state } = key;
  if (keyStoreId !== declared.keyStoreId) {
    const alias = keyAlias(declared.environment, declared.name);
    const problem = `${alias} names ${keyArn}, which is in ${keyStoreId ? `the key store ${keyStoreId}` : 'no key store'}`;
    const remedy = `take the name off it (\`aws kms delete-alias --alias-name ${alias}\`) and start the workflow again, or declare the key under another name`;
    throw unusable(declared, problem, remedy);
  }
  if (state === 'PendingDeletion') {
    const cancel = `\`aws kms cancel-key-deletion --key-id ${keyArn}\` and \`aws kms enable-key --key-id ${keyArn}\``;
    const remedy = `keep it (${cancel}) and start the workflow again, or declare the key under another name`;
    throw unusable(declared, `${keyArn} is on its way to deletion`, remedy);
  }
  if (state === 'Disabled') {
    const remedy = `\`aws kms enable-key --key-id ${keyArn}\` and start the workflow again`;
    throw unusable(declared, `${keyArn} is disabled`, remedy);
  }
  return key;
}

/** A key on record that KMS shows no more. */
export function deletedForGood(declared: DeclaredKey, keyArn: string): LifecycleError {
  const problem = `KMS shows ${keyArn} no more: it was deleted, and what it has encrypted is lost`;
  const remedy =
    'see in CloudTrail who has asked for that (ScheduleKeyDeletion); declare another key under another name in keyStore.keys, leave this one out, and provision the environment';
  return unusable(declared, problem, remedy);
}

function unusable({ name, keyStoreId }: DeclaredKey, problem: string, remedy: string): LifecycleError {
  return new LifecycleError('KmsKeyUnusable', { doing: `finding the key ${name}`, to: keyStoreId, problem, remedy });
}
