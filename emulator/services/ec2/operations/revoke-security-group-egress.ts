import { revokes } from '../rule-changes.ts';

export const revokeSecurityGroupEgress = revokes('egress');
