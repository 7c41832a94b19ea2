import type { Operation } from '../../../service/service.ts';
import { checkAssociation, findAssociation, startAssociation } from '../associations/apply.ts';
import { type Association, type AssociationRequest, describedAssociation, notEmulated } from '../associations/association.ts';
import { onAssociation } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** What the request leaves out is as in a new one; it is applied again. @throws AwsError AssociationDoesNotExist, and as CreateAssociation */
export const updateAssociation: Operation<Partial<AssociationRequest> & { AssociationId: string }, SsmPlace> = {
  refuses: [...notEmulated, 'AssociationVersion'],
  resources: ({ AssociationId }, place) => [onAssociation(place, AssociationId)],
  run({ AssociationId, ...input }, { place }) {
    const before = findAssociation(place, AssociationId);
    const request = { ...input, Name: input.Name ?? before.Name, Targets: input.Targets ?? before.Targets };
    checkAssociation(place, request);
    const { associationId, version, createdAt, timer, AssociationName } = before;
    const kept = { associationId, createdAt, timer, version: version + 1, updatedAt: place.clock.date() };
    const association: Association = { AssociationName, ...request, ...kept, status: 'Pending' };
    place.ssm.associations.set(associationId, association);
    startAssociation(place, association);
    return { AssociationDescription: describedAssociation(association) };
  },
};
