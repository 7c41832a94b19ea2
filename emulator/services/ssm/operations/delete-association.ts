import type { Operation } from '../../../service/service.ts';
import { findAssociation } from '../associations/apply.ts';
import { onAssociation } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError AssociationDoesNotExist */
export const deleteAssociation: Operation<{ AssociationId?: string }, SsmPlace> = {
  refuses: ['Name', 'InstanceId'],
  resources: ({ AssociationId = '*' }, place) => [onAssociation(place, AssociationId)],
  run({ AssociationId }, { place }) {
    const { associationId, timer } = findAssociation(place, AssociationId);
    timer?.cancel();
    place.ssm.associations.delete(associationId);
    return {};
  },
};
