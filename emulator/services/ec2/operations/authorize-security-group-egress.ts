import { authorizes } from '../rule-changes.ts';

export const authorizeSecurityGroupEgress = authorizes('AuthorizeSecurityGroupEgress', 'egress');
