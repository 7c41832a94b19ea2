import type { Operation } from '../../../service/service.ts';
import { checkAssociation, startAssociation } from '../associations/apply.ts';
import { type Association, type AssociationRequest, describedAssociation, notEmulated } from '../associations/association.ts';
import { onAssociation, onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** Names are free: two associations may have the same. @throws AwsError InvalidDocument, InvalidParameters, InvalidTarget, InvalidSchedule */
export const createAssociation: Operation<AssociationRequest, SsmPlace> = {
  refuses: [...notEmulated, 'InstanceId', 'Tags'],
  resources: ({ Name }, place) => [onDocument(place, Name), onAssociation(place, '*')],
  run(input, { place }) {
    checkAssociation(place, input);
    const { ssm, clock } = place;
    const associationId = ssm.newId('association');
    const association: Association = {
      ...input,
      associationId,
      version: 1,
      createdAt: clock.date(),
      updatedAt: clock.date(),
      status: 'Pending',
    };
    ssm.associations.set(association.associationId, association);
    startAssociation(place, association);
    return { AssociationDescription: describedAssociation(association) };
  },
};
