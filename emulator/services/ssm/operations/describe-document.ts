import type { Operation } from '../../../service/service.ts';
import { describedDocument } from '../documents/described.ts';
import { findDocument } from '../documents/find-document.ts';
import { onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError InvalidDocument, InvalidDocumentVersion */
export const describeDocument: Operation<{ Name: string; DocumentVersion?: string }, SsmPlace> = {
  refuses: ['VersionName'],
  resources: ({ Name }, place) => [onDocument(place, Name)],
  run({ Name, DocumentVersion }, { place }) {
    return { Document: describedDocument(place, findDocument(place, Name, DocumentVersion)) };
  },
};
