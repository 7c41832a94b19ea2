import { revokes } from '../rule-changes.ts';

export const revokeSecurityGroupIngress = revokes('ingress');
