import { liveHsms } from '../cloudhsm/hsm.ts';
import type { Environment } from '../environment/environment.ts';
import { findKeyStore } from '../key-store/key-store.ts';
import { readRecord } from '../record/file.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** They make key store and keys, and move no HSM that stands. */
const making = ['provision', 'repair', 'connect'];

/**
 * KMS makes a key store, and keys in it, over active HSMs in two availability zones. As many as the file asks for may stand in one, as after
 * one that somebody made by hand has outlived another.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html, CloudHsmClusterInvalidConfigurationException
 */
export async function checkZonesOfHsms({ name, keyStore, hsmCount }: Environment, { own, intent }: Facts): Promise<Findings> {
  if (!keyStore || !own || !making.includes(intent)) return nothing;
  const alive = liveHsms(own);
  const [zone, another] = new Set(alive.map(({ availabilityZone }) => availabilityZone));
  const coming = intent === 'connect' ? 0 : hsmCount - alive.length;
  if (alive.length < 2 || another !== undefined || coming > 0) return nothing;
  const [standing, { keyArns }] = await Promise.all([findKeyStore(own.clusterId), readRecord(name)]);
  if (standing && keyStore.keys.every((key) => keyArns[key.name])) return nothing;
  const to = (hsms: number) => `\`npx hsm scale ${name} --hsms ${hsms}\``;
  return refused({
    path: 'keyStore',
    problem: `the ${alive.length} HSMs of ${own.clusterId} are all in ${zone}, and KMS makes key stores and keys over two zones`,
    remedy: `${to(alive.length + 1)} makes one in another zone; then ${to(alive.length)} removes one of those that share theirs`,
  });
}
