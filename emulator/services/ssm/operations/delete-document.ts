import type { Operation } from '../../../service/service.ts';
import { findDocument } from '../documents/find-document.ts';
import { onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError InvalidDocument */
export const deleteDocument: Operation<{ Name: string }, SsmPlace> = {
  refuses: ['DocumentVersion', 'VersionName', 'Force'],
  resources: ({ Name }, place) => [onDocument(place, Name)],
  run({ Name }, { place }) {
    place.ssm.documents.delete(findDocument(place, Name).name);
    return {};
  },
};
