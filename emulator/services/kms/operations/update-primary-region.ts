import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findKeyById } from '../find-key.ts';
import type { Key } from '../key.ts';
import { rotateAsTold } from '../key-rotation.ts';
import { checkEnabled, checkSwitchable } from '../key-state.ts';
import { checkOtherRegion, familyOfPrimary } from '../multi-region/primary.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

/** Makes a replica the primary key, and the primary key a replica. */
export const updatePrimaryRegion: Operation<{ KeyId: string; PrimaryRegion: string }, KmsPlace> = {
  resources: onKey,
  run({ KeyId, PrimaryRegion }, { place }) {
    const key = findKeyById(place, KeyId);
    const family = familyOfPrimary(place, key);
    checkOtherRegion(place, PrimaryRegion);
    const there = place.elsewhere(PrimaryRegion);
    const next = family.members.get(PrimaryRegion);
    if (!next) throw new AwsError('NotFoundException', `Key '${there.arn('kms', `key/${key.keyId}`)}' does not exist`);
    checkEnabled(there, next);
    checkSwitchable(next);
    for (const one of [key, next]) one.underWay = 'Updating';
    place.clock.after('drive', place.duration('updatePrimaryRegion', key.arn), `update the primary region of ${key.arn}`, () => {
      for (const one of [key, next]) one.underWay = undefined;
      family.primary = next;
      handOnRotation(key, there, next);
    });
  },
};

/** The schedule is the family's, and its primary key has it. */
function handOnRotation(from: Key, there: KmsPlace, to: Key): void {
  const { rotation } = from;
  from.rotation = undefined;
  if (rotation) rotateAsTold(there, to, rotation);
}
