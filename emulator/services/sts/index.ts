import type { Service } from '../../service/service.ts';
import type { StsNeeds } from './needs.ts';
import { assumeRole, externalId } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';

export const sts: Service<StsNeeds> = {
  model: 'sts',
  iamPrefix: 'sts',
  denied: 'AccessDenied',
  invalid: 'ValidationError',
  // whose a role is does not matter: its trust policy decides, and AssumeRole asks that itself
  admits: () => true,
  context: (_role, { ExternalId }: { ExternalId?: string }) => externalId(ExternalId),
  operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
};
