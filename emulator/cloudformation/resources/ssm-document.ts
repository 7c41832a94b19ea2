import { readDocument } from '../../services/ssm/documents/document.ts';
import { findDocument } from '../../services/ssm/documents/find-document.ts';
import { deployer } from '../deployer.ts';
import { document, oneOf, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const ssmDocument: ResourceType = {
  type: 'AWS::SSM::Document',
  fixed: ({ UpdateMethod }) => [
    'Name',
    'DocumentType',
    'DocumentFormat',
    ...(UpdateMethod === 'NewVersion' ? [] : ['Content', 'TargetType']),
  ],
  attributes: [],
  properties: {
    Name: text,
    Content: required(document),
    DocumentType: oneOf('Command'),
    DocumentFormat: oneOf('JSON'),
    TargetType: text,
    UpdateMethod: oneOf('Replace', 'NewVersion'),
  },
  async create({ Name: given, Content, DocumentType, DocumentFormat, TargetType }, { place, generatedName }) {
    const Name = given ?? generatedName(128);
    const input = { Name, Content: JSON.stringify(Content), DocumentType, DocumentFormat, TargetType };
    await place.call('ssm', 'CreateDocument', input, deployer(place));
    return { physicalId: Name, arn: place.arn('ssm', `document/${Name}`) };
  },
  update({ Content, TargetType }, { physicalId: name }, { place }) {
    const document = findDocument(place, name);
    const version = String(Number(document.version) + 1);
    place.ssm.documents.set(name, { ...document, ...readDocument(JSON.stringify(Content)), targetType: TargetType, version });
    return undefined;
  },
  async delete({ physicalId: Name }, place) {
    await place.call('ssm', 'DeleteDocument', { Name }, deployer(place));
  },
};
