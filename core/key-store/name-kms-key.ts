import { CreateAliasCommand } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type DeclaredKey, describeKey, type KmsKey, keyAlias } from './kms-key.ts';
import { keyStoreRefusal } from './refusal.ts';

/**
 * Gives a key the alias of the declared one.
 *
 * @throws LifecycleError KmsKeyAmbiguous where the alias is another key's; TransientServiceError where KMS does not show key or alias yet
 */
export async function nameKmsKey({ keyArn }: KmsKey, { environment, name }: DeclaredKey): Promise<void> {
  const AliasName = keyAlias(environment, name);
  const details = { doing: `naming the key ${name}`, to: keyArn };
  try {
    await kms().send(new CreateAliasCommand({ AliasName, TargetKeyId: keyArn }));
  } catch (error) {
    const { name: refusal, message } = error as Error;
    if (refusal === 'NotFoundException') throw lateAnswer({ ...details, problem: `KMS does not show the new key: ${message}` }, error);
    if (refusal !== 'AlreadyExistsException') throw keyStoreRefusal(error, details);
    const named = await describeKey(AliasName);
    if (!named) throw lateAnswer({ ...details, problem: `KMS has the alias ${AliasName} and does not show it` }, error);
    if (named.keyArn !== keyArn) throw namesAnother(named, keyArn, AliasName, details);
  }
}

function namesAnother({ keyArn: named }: KmsKey, keyArn: string, alias: string, details: { doing: string; to: string }): LifecycleError {
  return new LifecycleError('KmsKeyAmbiguous', {
    ...details,
    problem: `${alias} names ${named}, and ${keyArn} is tagged as the same key`,
    remedy: `start the workflow again to go on with ${named}; to take the other, \`aws kms update-alias --alias-name ${alias} --target-key-id ${keyArn}\` first`,
  });
}
