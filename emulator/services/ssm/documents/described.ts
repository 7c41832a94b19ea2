import { createHash } from 'node:crypto';
import type { SsmPlace } from '../state.ts';
import type { CommandDocument } from './document.ts';
import { asText } from './given-parameters.ts';

/** As CreateDocument and DescribeDocument show it. */
export function describedDocument(place: SsmPlace, document: CommandDocument) {
  return {
    Name: document.name,
    Hash: createHash('sha256').update(document.content).digest('hex'),
    HashType: 'Sha256',
    Owner: place.accountId,
    CreatedDate: document.createdAt,
    Status: 'Active',
    DocumentVersion: document.version,
    Description: document.description,
    Parameters: Object.entries(document.parameters).map(([Name, parameter]) => ({
      Name,
      Type: parameter.type,
      Description: parameter.description,
      DefaultValue: parameter.default === undefined ? undefined : asText(parameter.default),
    })),
    PlatformTypes: ['Linux', 'MacOS'],
    DocumentType: 'Command',
    SchemaVersion: '2.2',
    LatestVersion: document.version,
    DefaultVersion: document.version,
    DocumentFormat: 'JSON',
    TargetType: document.targetType,
    Tags: [],
  };
}
