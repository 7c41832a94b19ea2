import { CreateKeyCommand, type CreateKeyCommandOutput } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { kms } from '../core/aws/kms.ts';
import { setting } from '../core/aws/setting.ts';
import { environmentTag, stageTag } from '../core/cloudhsm/cluster.ts';
import { createOnce } from '../core/create-once.ts';
import { findKmsKey, keyTag, toKmsKey } from '../core/key-store/kms-key.ts';
import { Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  keyStoreId: z.string(),
  name: z.string(),
  description: z.string(),
  lease: Lease,
  startedAt: z.iso.datetime().describe('When this workflow began: what is younger, it has created.'),
  now: z.iso.datetime(),
});
const Output = z.object({ keyId: z.string(), keyArn: z.string(), created: z.array(z.string()) });

/** Finds the key that the file declares, by the tags given at its creation, or creates it in the key store. */
export const handler = step(Input, Output, async ({ environment, keyStoreId, name, description, lease, startedAt, now }) => {
  const create = () =>
    kms().send(
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
  const see = async ({ KeyMetadata }: CreateKeyCommandOutput) => toKmsKey(KeyMetadata!);
  const describing = { doing: `creating the key ${name}`, to: keyStoreId };
  const key = await createOnce({
    find: () => findKmsKey(keyStoreId, environment, name),
    create,
    see,
    what: `key ${name}`,
    lease,
    now,
    describing,
  });
  return { keyId: key.keyId, keyArn: key.keyArn, created: key.createdAt >= new Date(startedAt) ? [key.keyId] : [] };
});
