import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { describedDocument } from '../documents/described.ts';
import { page } from '../page.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  Filters?: { Key?: string; Values?: string[] }[];
  MaxResults?: number;
  NextToken?: string;
}

type Described = ReturnType<typeof describedDocument>;

/** Whether a document fits a value of a filter. Those of an account are its own and nobody else's. */
const filters: Record<string, (document: Described, value: string) => boolean> = {
  Name: ({ Name }, prefix) => Name.startsWith(prefix),
  Owner: (_, owner) => ['Self', 'Private'].includes(owner),
  DocumentType: ({ DocumentType }, type) => DocumentType === type,
  PlatformTypes: ({ PlatformTypes }, platform) => PlatformTypes.includes(platform),
  TargetType: ({ TargetType }, type) => TargetType === type,
};

/**
 * Of the account; AWS's own are not here. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocuments.html
 *
 * @throws AwsError InvalidFilterKey, InvalidNextToken
 */
export const listDocuments: Operation<Input, SsmPlace> = {
  refuses: ['DocumentFilterList'],
  run(input, { place }) {
    const { Filters = [] } = input;
    const strange = Filters.find(({ Key = '' }) => !Object.hasOwn(filters, Key));
    if (strange)
      throw new AwsError('InvalidFilterKey', `The filter ${strange.Key} of documents is not emulated; docs/api-coverage.md lists what is`);
    const found = [...place.ssm.documents.values()]
      .map((document) => describedDocument(place, document))
      .filter((document) => Filters.every(({ Key = '', Values = [] }) => Values.some((value) => filters[Key]!(document, value))));
    const { items, NextToken } = page(found, 'ListDocuments', input);
    return { DocumentIdentifiers: items.map(listed), NextToken };
  },
};

function listed(document: Described) {
  const { Name, CreatedDate, Owner, PlatformTypes, DocumentVersion, DocumentType, SchemaVersion, DocumentFormat, TargetType, Tags } =
    document;
  return { Name, CreatedDate, Owner, PlatformTypes, DocumentVersion, DocumentType, SchemaVersion, DocumentFormat, TargetType, Tags };
}
