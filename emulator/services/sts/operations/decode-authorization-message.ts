import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { StsNeeds } from '../needs.ts';

/** No refusal here comes with an encoded message, so that none can be decoded. @throws AwsError InvalidAuthorizationMessageException */
export const decodeAuthorizationMessage: Operation<{ EncodedMessage: string }, StsNeeds> = {
  ignores: ['EncodedMessage'],
  run() {
    throw new AwsError('InvalidAuthorizationMessageException', 'Message is not valid');
  },
};
