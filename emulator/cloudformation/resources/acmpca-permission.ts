import { deployer } from '../deployer.ts';
import { required, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const authorityPermission: ResourceType = {
  type: 'AWS::ACMPCA::Permission',
  attributes: [],
  properties: { Actions: required(texts), CertificateAuthorityArn: required(text), Principal: required(text), SourceAccount: text },
  async create(properties, { place }) {
    await place.call('acm-pca', 'CreatePermission', properties, deployer(place));
    return { physicalId: `${properties.CertificateAuthorityArn}|${properties.Principal}` };
  },
  async delete({ properties: { Actions: _, ...permission } }, place) {
    await place.call('acm-pca', 'DeletePermission', permission, deployer(place));
  },
};
