import { AwsError } from '../../../kernel/aws-error.ts';
import { readObject } from '../../../kernel/json-object.ts';
import type { Operation } from '../../../service/service.ts';
import { onPolicyHolder } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

/** The policy shares the CA with other accounts, as AWS RAM does. */
export const putPolicy: Operation<{ ResourceArn: string; Policy: string }, AcmPcaPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn, Policy }, { place }) {
    const authority = place.acmPca.authority(ResourceArn);
    if (!readObject(Policy)) throw new AwsError('InvalidPolicyException', 'The resource policy is not valid JSON.');
    authority.policy = Policy;
  },
};
