import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

interface Input {
  QueueName: string;
  QueueOwnerAWSAccountId?: string;
}

/** @throws AwsError QueueDoesNotExist; UnsupportedOperation for another account's queue */
export const getQueueUrl: Operation<Input, SqsPlace> = {
  resources: byName,
  run(input, { place }) {
    const { QueueOwnerAWSAccountId: owner = place.accountId } = input;
    if (owner !== place.accountId)
      throw new AwsError(
        'UnsupportedOperation',
        'QueueOwnerAWSAccountId of another account is not emulated; docs/api-coverage.md lists what is',
      );
    return { QueueUrl: place.sqs.url(place.sqs.queue(input.QueueName)) };
  },
};
