import { updateDescriptions } from '../rule-descriptions.ts';

export const updateSecurityGroupRuleDescriptionsIngress = updateDescriptions('ingress');
