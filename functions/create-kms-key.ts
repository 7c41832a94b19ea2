import { CreateKeyCommand, type CreateKeyCommandOutput } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { kms } from '../core/aws/kms.ts';
import { setting } from '../core/aws/setting.ts';
import { environmentTag, stageTag } from '../core/cloudhsm/cluster.ts';
import { createOnce } from '../core/create-once.ts';
import { type FoundKey, findKmsKey } from '../core/key-store/find-kms-key.ts';
import { keyTag, toKmsKey } from '../core/key-store/kms-key.ts';
import { nameKmsKey } from '../core/key-store/name-kms-key.ts';
import { keyStoreRefusal } from '../core/key-store/refusal.ts';
import { createNoted } from '../core/lease/create-notes.ts';
import { holdLease, Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  keyStoreId: z.string(),
  name: z.string(),
  description: z.string(),
  lease: Lease,
  keyStoreIsNew: z.boolean().describe('Whether this run has made the key store: then no key stands in it but those that are noted.'),
  startedAt: z.iso.datetime().describe('When this workflow began: what is younger, it has created.'),
  now: z.iso.datetime(),
});
const Output = z.object({ keyId: z.string(), keyArn: z.string(), created: z.array(z.string()) });

/** Finds the key that the file declares, by its alias, or creates it in the key store and gives it the alias. */
export const handler = step(Input, Output, async (input) => {
  const { environment, keyStoreId, name, description, lease, keyStoreIsNew, startedAt, now } = input;
  const declared = { environment, keyStoreId, name };
  const describing = { doing: `creating the key ${name}`, to: keyStoreId };
  const what = `key ${name}`;
  const mayBeUnnamed = !keyStoreIsNew || (await createNoted(lease, what)) !== undefined;
  const create = async () => {
    try {
      return await kms().send(
        new CreateKeyCommand({
          Origin: 'AWS_CLOUDHSM',
          CustomKeyStoreId: keyStoreId,
          Description: description || `${name} of the CloudHSM environment ${environment}`,
          Tags: [
            { TagKey: environmentTag, TagValue: environment },
            { TagKey: stageTag, TagValue: setting('STAGE') },
            { TagKey: keyTag, TagValue: name },
          ],
        }),
      );
    } catch (error) {
      throw keyStoreRefusal(error, describing);
    }
  };
  // as long as a key has no alias, the note stays: it says that there may be a key to look for
  const named = async (key: FoundKey): Promise<FoundKey> => {
    if (key.named) return key;
    await holdLease(lease);
    await nameKmsKey(key, declared);
    return { ...key, named: true };
  };
  const find = async () => {
    const found = await findKmsKey(declared, mayBeUnnamed);
    return found && named(found);
  };
  const see = ({ KeyMetadata }: CreateKeyCommandOutput) => named({ ...toKmsKey(KeyMetadata!), named: false });
  const key = await createOnce({ find, create, see, what, lease, now, describing });
  return { keyId: key.keyId, keyArn: key.keyArn, created: key.createdAt >= new Date(startedAt) ? [key.keyId] : [] };
});
