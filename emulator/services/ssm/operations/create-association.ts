import type { Operation } from '../../../service/service.ts';
import { checkAssociation, startAssociation } from '../associations/apply.ts';
import { type AssociationRequest, describedAssociation, notEmulated } from '../associations/association.ts';
import { onAssociation, onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** Names are free: two associations may have the same. @throws AwsError InvalidDocument, InvalidParameters, InvalidTarget, InvalidSchedule */
export const createAssociation: Operation<AssociationRequest, SsmPlace> = {
  refuses: [...notEmulated, 'InstanceId', 'Tags'],
  resources: ({ Name }, place) => [onDocument(place, Name), onAssociation(place, '*')],
  run(input, { place }) {
    checkAssociation(place, input);
    const { ssm, clock } = place;
    const [createdAt, updatedAt] = [clock.date(), clock.date()];
    const association = { ...input, associationId: ssm.newId('association'), version: 1, createdAt, updatedAt };
    ssm.associations.set(association.associationId, association);
    startAssociation(place, association);
    return { AssociationDescription: describedAssociation(association) };
  },
};
