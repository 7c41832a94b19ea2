import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKey } from '../find-key.ts';
import { algorithmLists } from '../key-metadata.ts';
import { algorithmsOf } from '../key-spec.ts';
import { isPairSpec } from '../material/new-material.ts';
import { publicKeyOf } from '../material/public-key.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export const getPublicKey: Operation<{ KeyId: string }, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run({ KeyId }, { place }) {
    const key = findKey(place, KeyId);
    const { arn, spec, usage } = key;
    if (!isPairSpec(spec)) throw new AwsError('UnsupportedOperationException', `${arn} is a symmetric key, which has no public key.`);
    return {
      KeyId: arn,
      PublicKey: publicKeyOf(key),
      CustomerMasterKeySpec: spec,
      KeySpec: spec,
      KeyUsage: usage,
      [algorithmLists[usage]]: algorithmsOf(spec, usage),
    };
  },
};
