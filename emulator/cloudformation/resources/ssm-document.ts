import { deployer } from '../deployer.ts';
import { document, inert, oneOf, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const ssmDocument: ResourceType = {
  type: 'AWS::SSM::Document',
  attributes: [],
  properties: {
    Name: text,
    Content: required(document),
    DocumentType: oneOf('Command'),
    DocumentFormat: oneOf('JSON'),
    TargetType: text,
    UpdateMethod: inert('a document is made once'),
  },
  async create({ Name: given, Content, DocumentType, DocumentFormat, TargetType }, { place, generatedName }) {
    const Name = given ?? generatedName(128);
    const input = { Name, Content: JSON.stringify(Content), DocumentType, DocumentFormat, TargetType };
    await place.call('ssm', 'CreateDocument', input, deployer(place));
    return { physicalId: Name, arn: place.arn('ssm', `document/${Name}`) };
  },
  async delete({ physicalId: Name }, place) {
    await place.call('ssm', 'DeleteDocument', { Name }, deployer(place));
  },
};
