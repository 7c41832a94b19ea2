import type { Service } from '../../service/service.ts';
import type { StsNeeds } from './needs.ts';
import { assumeRole, externalId } from './operations/assume-role.ts';
import { decodeAuthorizationMessage } from './operations/decode-authorization-message.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

export const sts: Service<StsNeeds> = {
  model: 'sts',
  iamPrefix: 'sts',
  denied: 'AccessDenied',
  invalid: 'ValidationError',
  // whose a role is does not matter: its trust policy decides, and AssumeRole asks that itself
  admits: () => true,
  context: (_role, { ExternalId }: { ExternalId?: string }) => externalId(ExternalId),
  operations: {
    AssumeRole: assumeRole,
    DecodeAuthorizationMessage: decodeAuthorizationMessage,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  },
};
