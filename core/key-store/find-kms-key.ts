import { ListResourceTagsCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/tags.ts';
import { knownToBeThere, lateAnswer, retriesOfMinutes } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type DeclaredKey, describeKey, type KmsKey, keyAlias, keyTag } from './kms-key.ts';
import { deletedForGood, requireUsable } from './usable-key.ts';

/** An account may have thousands of keys, and KMS lists them without saying what they are. */
const atOnce = 25;

/** A key, and whether its alias names it already. */
export interface FoundKey extends KmsKey {
  named: boolean;
}

/** Where a key may be known from beside its alias. */
interface Elsewhere {
  /** Its ARN, where the record knows it. */
  onRecord: string | undefined;
  /** Whether it may stand without alias and unknown to the record: then every key of the account is asked for its tags. */
  mayBeUnnamed: boolean;
  /** How often it was looked for in vain. */
  looks: number;
  /** Ids of what this run has created. */
  created: string[];
}

/**
 * The key that an environment file declares: one question, by its alias.
 *
 * @throws LifecycleError KmsKeyUnusable, KmsKeyAmbiguous; TransientServiceError where KMS does not show yet what the record knows
 */
export async function findKmsKey(declared: DeclaredKey, elsewhere: Elsewhere): Promise<FoundKey | undefined> {
  const { onRecord, mayBeUnnamed } = elsewhere;
  const key = await describeKey(keyAlias(declared.environment, declared.name));
  if (key) return { ...requireUsable(key, declared), named: true };
  const unnamed = onRecord ? await knownKey(onRecord, declared, elsewhere) : mayBeUnnamed ? await findByTags(declared) : undefined;
  return unnamed && { ...requireUsable(unnamed, declared), named: false };
}

async function knownKey(keyArn: string, declared: DeclaredKey, { looks, created }: Elsewhere): Promise<KmsKey> {
  const key = await describeKey(keyArn);
  if (key) return key;
  const young = created.some((id) => keyArn.endsWith(`/${id}`));
  if (looks >= retriesOfMinutes && !young) throw deletedForGood(declared, keyArn);
  throw lateAnswer({
    doing: `finding the key ${declared.name}`,
    to: keyArn,
    problem: 'KMS shows neither the key nor its alias, though the record knows it',
  });
}

async function findByTags(declared: DeclaredKey): Promise<KmsKey | undefined> {
  const found: KmsKey[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms() }, { Limit: 1000 })) {
    for (let first = 0; first < Keys.length; first += atOnce) {
      const described = await Promise.all(Keys.slice(first, first + atOnce).map(({ KeyId = '' }) => describeListed(KeyId)));
      const inStore = described.filter((key): key is KmsKey => key?.keyStoreId === declared.keyStoreId);
      for (const key of inStore) if (await isTagged(key, declared)) found.push(key);
    }
  }
  const living = found.filter(({ state }) => state !== 'PendingDeletion');
  if (living.length > 1) throw ambiguous(declared, living);
  return living[0] ?? found[0];
}

/**
 * A key that KMS lists. One whose own policy keeps us out is somebody else's: ours carry the policy that KMS gives by default, under
 * which roles decide. What a role or a control policy denies us may be ours.
 */
export async function describeListed(keyId: string): Promise<KmsKey | undefined> {
  try {
    return await knownToBeThere(() => describeKey(keyId), {
      doing: 'looking through the keys',
      to: keyId,
      problem: 'KMS lists the key and does not describe it',
    });
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'AccessDeniedException' && /resource-based policy/.test(message)) return undefined;
    throw error;
  }
}

async function isTagged(key: KmsKey, { environment, name }: DeclaredKey): Promise<boolean> {
  const tags = await tagsOf(key);
  return isOfEnvironment(tags, environment) && tags[keyTag] === name;
}

/** Whether an environment has made a key. */
export async function isKeyOf(environment: string, key: KmsKey): Promise<boolean> {
  return isOfEnvironment(await tagsOf(key), environment);
}

function isOfEnvironment(tags: Record<string, string>, environment: string): boolean {
  return tags[environmentTag] === environment && tags[stageTag] === setting('STAGE');
}

async function tagsOf({ keyId }: KmsKey): Promise<Record<string, string>> {
  const { Tags = [] } = await knownToBeThere(
    () => kms().send(new ListResourceTagsCommand({ KeyId: keyId })),
    { doing: 'reading the tags of a key', to: keyId, problem: 'KMS describes the key and does not show its tags' },
    ['NotFoundException'],
  );
  return Object.fromEntries(Tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]));
}

function ambiguous({ environment, name, keyStoreId }: DeclaredKey, keys: KmsKey[]): LifecycleError {
  const alias = keyAlias(environment, name);
  const naming = keys.map(({ keyArn }) => `\`aws kms create-alias --alias-name ${alias} --target-key-id ${keyArn}\``);
  const untagging = keys.map(({ keyArn }) => `\`aws kms untag-resource --key-id ${keyArn} --tag-keys ${keyTag}\``);
  return new LifecycleError('KmsKeyAmbiguous', {
    doing: `finding the key ${name}`,
    to: keyStoreId,
    problem: `${keys.map(({ keyArn }) => keyArn).join(', ')} are all tagged as it`,
    remedy: `give the one that is in use the alias (${naming.join(' or ')}), take the tag off the other (${untagging.join(' or ')}), and start the workflow again`,
  });
}
