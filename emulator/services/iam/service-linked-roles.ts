/** The roles that services of AWS make for themselves, by the service's principal: their names, and the policy that each has. */
export const serviceLinkedRoles: Record<string, { roleName: string; policy: string }> = {
  // AWS CloudHSM User Guide, "Service-linked roles for AWS CloudHSM"
  'cloudhsm.amazonaws.com': { roleName: 'AWSServiceRoleForCloudHSM', policy: 'CloudHSMServiceRolePolicy' },
  // AWS KMS Developer Guide, "Authorizing AWS KMS to manage AWS CloudHSM and Amazon EC2 resources"
  'cks.kms.amazonaws.com': {
    roleName: 'AWSServiceRoleForKeyManagementServiceCustomKeyStores',
    policy: 'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy',
  },
};
