import { CreateKeyCommand, type CreateKeyCommandOutput, UpdateKeyDescriptionCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { setting } from '../core/aws/setting.ts';
import { environmentTag, stageTag } from '../core/cloudhsm/tags.ts';
import { type FoundKey, findKmsKey } from '../core/key-store/find-kms-key.ts';
import { type DeclaredKey, keyTag, toKmsKey } from '../core/key-store/kms-key.ts';
import { nameKmsKey } from '../core/key-store/name-kms-key.ts';
import { keyStoreRefusal } from '../core/key-store/refusal.ts';
import { logger } from '../core/log.ts';
import type { CreateHistory } from '../core/record/create-notes.ts';
import { createOnce } from '../core/record/create-once.ts';
import { recordKey, recordWithFile } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  keyStoreId: z.string(),
  name: z.string(),
  lease: Lease,
  now: z.iso.datetime(),
  /** How often it was tried in vain. */
  looks: z.int(),
});
const Output = z.object({ keyArn: z.string() });

/** Finds the key that the file declares, by its alias, or creates it in the key store and gives it the alias. Either way it is described as the file does, where its policy lets us. */
export const handler = step(Input, Output, async ({ environment, keyStoreId, name, lease, now, looks }) => {
  const declared = { environment, keyStoreId, name };
  const describing = { doing: `creating the key ${name}`, to: keyStoreId };
  const record = await recordWithFile(environment);
  const description = record.environment.keyStore?.keys.find((key) => key.name === name)?.description;
  // as long as a key has no alias, the note stays: it says that there may be a key to look for
  const named = async (key: FoundKey): Promise<FoundKey> => {
    if (!key.named) {
      await holdLease(lease);
      await nameKmsKey(key, declared);
    }
    return key;
  };
  const find = async ({ note, created }: CreateHistory) => {
    // a key store that this run has made holds no key but those that are noted; in an older one a key of an earlier version may stand
    const mayBeUnnamed = note !== undefined || !created.includes(keyStoreId);
    const found = await findKmsKey(declared, { onRecord: record.keyArns[name], mayBeUnnamed, looks, created });
    return found && named(found);
  };
  const key = await createOnce({
    find,
    create: () => create(declared, description, describing),
    see: ({ KeyMetadata }: CreateKeyCommandOutput) => named({ ...toKmsKey(KeyMetadata!), named: false }),
    ids: ({ keyId }) => [keyId],
    what: `key ${name}`,
    lease,
    now,
    describing,
  });
  if (key.keyArn !== record.keyArns[name]) await recordKey(environment, name, key.keyArn);
  if (description && key.description !== description) {
    await holdLease(lease);
    await describeAs(description, key);
  }
  return { keyArn: key.keyArn };
});

/** It tells people something, and protects nothing: no run fails for it. */
async function describeAs(Description: string, { keyArn: KeyId }: FoundKey): Promise<void> {
  try {
    await kms().send(new UpdateKeyDescriptionCommand({ KeyId, Description }));
  } catch (error) {
    if ((error as Error).name !== 'AccessDeniedException') throw error;
    logger.warn(`the key keeps its description: ${(error as Error).message}`, { key: KeyId });
  }
}

async function create(
  { environment, keyStoreId, name }: DeclaredKey,
  description: string | undefined,
  describing: { doing: string; to: string },
) {
  const wanted = new CreateKeyCommand({
    Origin: 'AWS_CLOUDHSM',
    CustomKeyStoreId: keyStoreId,
    Description: description || `${name} of the CloudHSM environment ${environment}`,
    Tags: [
      { TagKey: environmentTag, TagValue: environment },
      { TagKey: stageTag, TagValue: setting('STAGE') },
      { TagKey: keyTag, TagValue: name },
    ],
  });
  try {
    return await kms().send(wanted);
  } catch (error) {
    throw keyStoreRefusal(error, describing);
  }
}
