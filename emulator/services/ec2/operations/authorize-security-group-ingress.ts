import { authorizes } from '../rule-changes.ts';

export const authorizeSecurityGroupIngress = authorizes('AuthorizeSecurityGroupIngress', 'ingress');
