import { updateDescriptions } from '../rule-descriptions.ts';

export const updateSecurityGroupRuleDescriptionsEgress = updateDescriptions('egress');
