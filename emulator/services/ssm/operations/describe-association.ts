import type { Operation } from '../../../service/service.ts';
import { findAssociation } from '../associations/apply.ts';
import { describedAssociation } from '../associations/association.ts';
import { onAssociation } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError AssociationDoesNotExist */
export const describeAssociation: Operation<{ AssociationId?: string }, SsmPlace> = {
  refuses: ['Name', 'InstanceId', 'AssociationVersion'],
  resources: ({ AssociationId = '*' }, place) => [onAssociation(place, AssociationId)],
  run({ AssociationId }, { place }) {
    return { AssociationDescription: describedAssociation(findAssociation(place, AssociationId)) };
  },
};
