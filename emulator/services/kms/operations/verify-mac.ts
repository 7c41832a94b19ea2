import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { endDryRun } from '../encryption.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import { type MacInput, macOf } from './generate-mac.ts';

export const verifyMac: Operation<MacInput & { Mac: Buffer }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    const { arn, mac } = macOf(place, input, 'VerifyMac');
    endDryRun(input.DryRun);
    if (!mac.equals(input.Mac)) throw new AwsError('KMSInvalidMacException', '');
    return { KeyId: arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
  },
};
