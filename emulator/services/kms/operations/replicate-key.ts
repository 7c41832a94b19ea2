import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import type { Key } from '../key.ts';
import { keyMetadata } from '../key-metadata.ts';
import { checkKeyPolicy, defaultKeyPolicy } from '../key-policy.ts';
import { checkOtherRegion, familyOfPrimary } from '../multi-region/primary.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

interface Input {
  KeyId: string;
  ReplicaRegion: string;
  Policy?: string;
  BypassPolicyLockoutSafetyCheck?: boolean;
  Description?: string;
  Tags?: Tag[];
}

/** Of the primary key it takes what all have in common, and nothing else. */
export const replicateKey: Operation<Input, KmsPlace> = {
  resources: onKey,
  run(input, { place, caller }) {
    const primary = findKeyById(place, input.KeyId);
    const family = familyOfPrimary(place, primary);
    const { ReplicaRegion: region, Tags } = input;
    checkOtherRegion(place, region);
    const there = place.elsewhere(region);
    const arn = there.arn('kms', `key/${primary.keyId}`);
    if (family.members.has(region)) throw new AwsError('AlreadyExistsException', `The key ${arn} already exists.`);
    if (input.Policy !== undefined) checkKeyPolicy(there, caller, arn, input.Policy, input.BypassPolicyLockoutSafetyCheck);
    const tags = new Map<string, string>();
    putTags({ tags }, Tags ?? []);
    const replica: Key = {
      ...commonOf(primary),
      arn,
      createdAt: place.clock.date(),
      description: input.Description ?? '',
      importParameters: [],
      enabled: true,
      policy: input.Policy ?? defaultKeyPolicy(there),
      tags,
      grants: new Map(),
      uses: 0,
      underWay: 'Creating',
    };
    family.members.set(region, replica);
    there.kms.keys.set(replica.keyId, replica);
    there.clock.after('drive', there.duration('replicateKey', arn), `create ${arn}`, () => {
      replica.underWay = undefined;
    });
    return { ReplicaKeyMetadata: keyMetadata(there, replica), ReplicaPolicy: replica.policy, ReplicaTags: Tags };
  },
};

function commonOf({ keyId, spec, usage, origin, materials, family }: Key) {
  return { keyId, spec, usage, origin, materials, family };
}
