import { inert } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

/** Tells AWS which libraries of the CDK made a template. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  attributes: [],
  properties: { Analytics: inert('it is for AWS'), Modules: inert('it is for AWS') },
  create(_, { generatedName }) {
    return { physicalId: generatedName(128) };
  },
  update() {
    return undefined; // nothing was made
  },
  delete() {
    // nothing was made
  },
};
