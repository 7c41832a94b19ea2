import { createHmac } from 'node:crypto';
import type { Operation } from '../../../service/service.ts';
import { endDryRun, usableMaterials } from '../encryption.ts';
import { findKey } from '../find-key.ts';
import { checkAlgorithm, checkUsage } from '../key-usage.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

export interface MacInput {
  KeyId: string;
  Message: Buffer;
  MacAlgorithm: string;
  DryRun?: boolean;
}

export const generateMac: Operation<MacInput, KmsPlace> = {
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    const { arn, mac } = macOf(place, input, 'GenerateMac');
    endDryRun(input.DryRun);
    return { KeyId: arn, Mac: mac, MacAlgorithm: input.MacAlgorithm };
  },
};

/** @throws AwsError InvalidKeyUsageException, DisabledException, KMSInvalidStateException */
export function macOf(place: KmsPlace, { KeyId, Message, MacAlgorithm }: MacInput, operation: string): { arn: string; mac: Buffer } {
  const key = findKey(place, KeyId);
  checkUsage(key, 'GENERATE_VERIFY_MAC', operation);
  checkAlgorithm(key, MacAlgorithm);
  const { bytes } = usableMaterials(place, key).at(-1)!;
  const mac = createHmac(`sha${MacAlgorithm.slice(-3)}`, bytes)
    .update(Message)
    .digest();
  return { arn: key.arn, mac };
}
