import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Key } from '../kms/key.ts';
import { effectivePolicy } from '../kms/key-policy.ts';
import type { SnsNeeds } from './needs.ts';
import type { Topic } from './topic.ts';

/** What SNS does with the topic's key in the publisher's name. */
const uses = ['kms:GenerateDataKey', 'kms:Decrypt'];

/**
 * Whether a publisher may use the customer's key that encrypts a topic. SNS's own key, `alias/aws/sns`, lets in whom SNS lets in.
 *
 * @throws AwsError KMSNotFound, KMSDisabled, KMSInvalidState, KMSAccessDenied
 */
export function checkTopicKey(place: SnsNeeds, { attributes }: Topic, caller: Caller): void {
  const reference = attributes.KmsMasterKeyId;
  if (!reference || reference.includes('alias/aws/')) return;
  const key = keyOf(place, reference);
  if (!key) throw new AwsError('KMSNotFound', `Key '${reference}' does not exist`);
  if (key.deletionDate) throw new AwsError('KMSInvalidState', `${key.arn} is pending deletion.`);
  if (!key.enabled) throw new AwsError('KMSDisabled', `${key.arn} is disabled.`);
  if (caller.kind !== 'role') return;
  for (const action of uses) {
    const context = { 'kms:ViaService': `sns.${place.region}.amazonaws.com`, 'aws:ViaAWSService': 'true' };
    const denial = place.iam.denial(caller, action, [key.arn], {
      contextOf: () => context,
      policiesOf: () => [effectivePolicy(key.policy)],
      ruled: true,
    });
    if (denial) throw new AwsError('KMSAccessDenied', denial);
  }
}

/** By id, ARN, or alias. */
function keyOf({ kms }: SnsNeeds, reference: string): Key | undefined {
  const alias = /alias\/.+/.exec(reference)?.[0];
  const id = alias ? kms.aliases.get(alias)?.targetKeyId : reference.split('/').at(-1);
  return id === undefined ? undefined : kms.keys.get(id);
}
