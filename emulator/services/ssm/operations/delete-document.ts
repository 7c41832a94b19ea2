import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findDocument } from '../documents/find-document.ts';
import { onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError InvalidDocument; AssociatedInstances while an association keeps it running */
export const deleteDocument: Operation<{ Name: string }, SsmPlace> = {
  refuses: ['DocumentVersion', 'VersionName', 'Force'],
  resources: ({ Name }, place) => [onDocument(place, Name)],
  run({ Name }, { place }) {
    const document = findDocument(place, Name);
    const users = [...place.ssm.associations.values()].filter((one) => findDocument(place, one.Name) === document);
    if (users.length > 0) {
      const ids = users.map(({ associationId }) => associationId).join(', ');
      throw new AwsError('AssociatedInstances', `Document ${document.name} is kept running by associations: delete them first (${ids})`);
    }
    place.ssm.documents.delete(document.name);
    return {};
  },
};
