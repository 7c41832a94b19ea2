import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { describedDocument } from '../documents/described.ts';
import { readDocument } from '../documents/document.ts';
import { onDocument } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  Name: string;
  Content: string;
  DocumentType?: string;
  DocumentFormat?: string;
  TargetType?: string;
}

/** Command documents in JSON. @throws AwsError DocumentAlreadyExists, and what is wrong with the content */
export const createDocument: Operation<Input, SsmPlace> = {
  refuses: ['Requires', 'Attachments', 'DisplayName', 'VersionName', 'Tags'],
  resources: ({ Name }, place) => [onDocument(place, Name)],
  run({ Name, Content, DocumentType = 'Command', DocumentFormat = 'JSON', TargetType }, { place }) {
    if (place.ssm.documents.has(Name)) throw new AwsError('DocumentAlreadyExists', `Document with same name ${Name} already exists`);
    if (DocumentType !== 'Command' || DocumentFormat !== 'JSON')
      throw new AwsError(
        'InvalidDocumentContent',
        `${DocumentType} documents in ${DocumentFormat} are not emulated: Command ones in JSON are`,
      );
    const document = { name: Name, ...readDocument(Content), targetType: TargetType, createdAt: place.clock.date(), version: '1' };
    place.ssm.documents.set(Name, document);
    return { DocumentDescription: describedDocument(place, document) };
  },
};
