import type { Service } from '../../service/service.ts';
import type { IamPlace } from './needs.ts';
import { attachRolePolicy } from './operations/attach-role-policy.ts';
import { createPolicy } from './operations/create-policy.ts';
import { createRole } from './operations/create-role.ts';
import { createServiceLinkedRole } from './operations/create-service-linked-role.ts';
import { generateCredentialReport, getCredentialReport } from './operations/credential-report.ts';
import { deletePolicy } from './operations/delete-policy.ts';
import { deleteRole } from './operations/delete-role.ts';
import { deleteRolePolicy } from './operations/delete-role-policy.ts';
import { deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus } from './operations/delete-service-linked-role.ts';
import { detachRolePolicy } from './operations/detach-role-policy.ts';
import { getAccountAuthorizationDetails } from './operations/get-account-authorization-details.ts';
import { getAccountPasswordPolicy } from './operations/get-account-password-policy.ts';
import { getAccountSummary } from './operations/get-account-summary.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getPolicyVersion } from './operations/get-policy-version.ts';
import { getRole } from './operations/get-role.ts';
import { getRolePolicy } from './operations/get-role-policy.ts';
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.ts';
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.ts';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.ts';
import { listPolicies } from './operations/list-policies.ts';
import { listPolicyVersions } from './operations/list-policy-versions.ts';
import { listRolePolicies } from './operations/list-role-policies.ts';
import { listRoleTags } from './operations/list-role-tags.ts';
import { listRoles } from './operations/list-roles.ts';
import {
  listAccountAliases,
  listGroups,
  listInstanceProfiles,
  listOpenIdConnectProviders,
  listSamlProviders,
  listServerCertificates,
  listUsers,
  listVirtualMfaDevices,
} from './operations/lists-of-none.ts';
import { listPolicyTags, tagPolicy, untagPolicy } from './operations/policy-tags.ts';
import { createPolicyVersion, deletePolicyVersion, setDefaultPolicyVersion } from './operations/policy-versions.ts';
import { putRolePolicy } from './operations/put-role-policy.ts';
import { tagRole } from './operations/tag-role.ts';
import { untagRole } from './operations/untag-role.ts';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.ts';
import { updateRole, updateRoleDescription } from './operations/update-role.ts';
import { requestContext } from './request-context.ts';

/** One for all regions of an account. */
export const iam: Service<IamPlace> = {
  model: 'iam',
  iamPrefix: 'iam',
  denied: 'AccessDenied',
  invalid: 'ValidationError',
  context: requestContext,
  operations: {
    AttachRolePolicy: attachRolePolicy,
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    CreateServiceLinkedRole: createServiceLinkedRole,
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePolicy: deleteRolePolicy,
    DeleteServiceLinkedRole: deleteServiceLinkedRole,
    DetachRolePolicy: detachRolePolicy,
    GenerateCredentialReport: generateCredentialReport,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
    GetAccountPasswordPolicy: getAccountPasswordPolicy,
    GetAccountSummary: getAccountSummary,
    GetCredentialReport: getCredentialReport,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
    ListAccountAliases: listAccountAliases,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListGroups: listGroups,
    ListInstanceProfiles: listInstanceProfiles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListOpenIDConnectProviders: listOpenIdConnectProviders,
    ListPolicies: listPolicies,
    ListPolicyTags: listPolicyTags,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoleTags: listRoleTags,
    ListRoles: listRoles,
    ListSAMLProviders: listSamlProviders,
    ListServerCertificates: listServerCertificates,
    ListUsers: listUsers,
    ListVirtualMFADevices: listVirtualMfaDevices,
    PutRolePolicy: putRolePolicy,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    TagPolicy: tagPolicy,
    TagRole: tagRole,
    UntagPolicy: untagPolicy,
    UntagRole: untagRole,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateRole: updateRole,
    UpdateRoleDescription: updateRoleDescription,
  },
};
