import type { Operation } from '../../../service/service.ts';
import { findDocument } from '../documents/find-document.ts';
import { onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError InvalidDocument, InvalidDocumentVersion */
export const getDocument: Operation<{ Name: string; DocumentVersion?: string; DocumentFormat?: string }, SsmPlace> = {
  refuses: ['VersionName'],
  ignores: ['DocumentFormat'],
  resources: ({ Name }, place) => [onDocument(place, Name)],
  run({ Name, DocumentVersion }, { place }) {
    const document = findDocument(place, Name, DocumentVersion);
    return {
      Name: document.name,
      CreatedDate: document.createdAt,
      DocumentVersion: document.version,
      Status: 'Active',
      Content: document.content,
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
    };
  },
};
