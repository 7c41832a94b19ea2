import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';

/** Of what nobody can make here. The root user has a password and nothing else, as in the credential report. */
const none = {
  Users: 0,
  Groups: 0,
  InstanceProfiles: 0,
  Providers: 0,
  ServerCertificates: 0,
  MFADevices: 0,
  MFADevicesInUse: 0,
  AccountMFAEnabled: 0,
  AccountAccessKeysPresent: 0,
  AccountSigningCertificatesPresent: 0,
  AccountPasswordPresent: 1,
};

/** As AWS gives them to every account (moto's GetAccountSummary; IAM User Guide, "IAM and AWS STS quotas"). */
const quotas = {
  UsersQuota: 5000,
  GroupsQuota: 300,
  RolesQuota: 1000,
  InstanceProfilesQuota: 1000,
  ServerCertificatesQuota: 20,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  VersionsPerPolicyQuota: 5,
  UserPolicySizeQuota: 2048,
  GroupPolicySizeQuota: 5120,
  RolePolicySizeQuota: 10_240,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerUserQuota: 10,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  GroupsPerUserQuota: 10,
  AccessKeysPerUserQuota: 2,
  SigningCertificatesPerUserQuota: 2,
  GlobalEndpointTokenVersion: 1,
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary: Operation<object, IamPlace> = {
  run(_, { place: { iam } }) {
    const policies = iam.managedPolicies.all();
    const counted = {
      Roles: iam.roles.all().length,
      Policies: policies.length,
      PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
    };
    return { SummaryMap: { ...none, ...counted, ...quotas } };
  },
};
