import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { RequestContext } from '../../service/request-context.ts';
import { decide } from '../iam/evaluation.ts';
import { readOrNothing } from '../iam/policy-document.ts';
import type { Key } from '../kms/key.ts';
import { effectivePolicy } from '../kms/key-policy.ts';
import type { SnsNeeds } from './needs.ts';
import type { Topic } from './topic.ts';

/** What SNS does with the topic's key in the publisher's name. */
const uses = ['kms:GenerateDataKey', 'kms:Decrypt'];

/**
 * Whether a publisher may use the customer's key that encrypts a topic. SNS's own key, `alias/aws/sns`, lets in whom SNS lets in, and no
 * service that publishes by itself (SNS Developer Guide, "Key management": event sources need a customer's key).
 *
 * @param sourceArn what a service publishes for, where it tells that: EventBridge does not
 * @throws AwsError KMSNotFound, KMSDisabled, KMSInvalidState, KMSAccessDenied
 */
export function checkTopicKey(
  place: Pick<SnsNeeds, 'accountId' | 'iam' | 'kms' | 'region'>,
  { arn, attributes }: Topic,
  caller: Caller,
  sourceArn?: string,
): void {
  const reference = attributes.KmsMasterKeyId;
  const service = caller.kind === 'person' && caller.arn.endsWith('.amazonaws.com') ? caller.arn : undefined;
  if (!reference) return;
  if (reference.includes('alias/aws/')) {
    if (service) throw new AwsError('KMSAccessDenied', `${service} cannot use the key ${reference}, which is AWS's own`);
    return;
  }
  const key = keyOf(place, reference);
  if (!key) throw new AwsError('KMSNotFound', `Key '${reference}' does not exist`);
  if (key.deletionDate) throw new AwsError('KMSInvalidState', `${key.arn} is pending deletion.`);
  if (!key.enabled) throw new AwsError('KMSDisabled', `${key.arn} is disabled.`);
  const topic = { 'kms:EncryptionContext:aws:sns:topicArn': arn, 'kms:ViaService': `sns.${place.region}.amazonaws.com` };
  const source = sourceArn && { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': place.accountId };
  if (service) checkService(key, service, { ...topic, ...(source || {}) });
  if (caller.kind !== 'role') return;
  for (const action of uses) {
    const denial = place.iam.denial(caller, action, [key.arn], {
      contextOf: () => ({ ...topic, 'aws:ViaAWSService': 'true' }),
      policiesOf: () => [effectivePolicy(key.policy)],
      ruled: true,
    });
    if (denial) throw new AwsError('KMSAccessDenied', denial);
  }
}

/** A service that publishes by itself is let in by the key's policy alone. */
function checkService(key: Key, service: string, context: RequestContext): void {
  const speaking = readOrNothing(effectivePolicy(key.policy), key.arn).filter(({ principals }) =>
    principals!.services.some((one) => one === service || one === '*'),
  );
  const denied = uses.find((action) => decide(speaking, action, key.arn, context) !== 'allowed');
  if (denied) throw new AwsError('KMSAccessDenied', `${service} is not authorized to perform: ${denied} on resource: ${key.arn}`);
}

/** By id, ARN, or alias. */
function keyOf({ kms }: Pick<SnsNeeds, 'kms'>, reference: string): Key | undefined {
  const alias = /alias\/.+/.exec(reference)?.[0];
  const id = alias ? kms.aliases.get(alias)?.targetKeyId : reference.split('/').at(-1);
  return id === undefined ? undefined : kms.keys.get(id);
}
