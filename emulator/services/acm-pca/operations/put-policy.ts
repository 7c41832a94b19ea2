import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { onPolicyHolder } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

/** The policy shares the CA with other accounts, as AWS RAM does. */
export const putPolicy: Operation<{ ResourceArn: string; Policy: string }, AcmPcaPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn, Policy }, { place }) {
    const authority = place.acmPca.authority(ResourceArn);
    if (!isObject(Policy)) throw new AwsError('InvalidPolicyException', 'The resource policy is not valid JSON.');
    authority.policy = Policy;
  },
};

/** A policy has statements: `null`, a number or a list is none. */
function isObject(text: string): boolean {
  try {
    const value = readJson(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
