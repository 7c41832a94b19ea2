import type { Call, Operation } from '../../service/service.ts';
import type { KmsPlace } from './state.ts';

/**
 * An operation that uses keys: where it has succeeded, those that its answer names know of it.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 *
 * @param name as GetKeyLastUsage tells it
 */
export function using<Input>(name: string, operation: Operation<Input, KmsPlace>): Operation<Input, KmsPlace> {
  return {
    ...operation,
    async run(input, call) {
      const output = await operation.run(input, call);
      const { KeyId, SourceKeyId } = output as { KeyId: string; SourceKeyId?: string };
      for (const arn of [KeyId, SourceKeyId]) if (arn !== undefined) note(arn, name, call);
      return output;
    },
  };
}

function note(arn: string, name: string, { place, requestId }: Call<KmsPlace>): void {
  const key = place.kms.keys.get(arn.slice(arn.lastIndexOf('/') + 1));
  if (!key) return;
  key.lastUsage = {
    Operation: name,
    Timestamp: place.clock.date(),
    CloudTrailEventId: place.random.uuid('kms-event', key.keyId, requestId),
    KmsRequestId: requestId,
  };
}
