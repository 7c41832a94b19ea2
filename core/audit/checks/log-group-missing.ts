import { auditLogGroup } from '../../alarms/names.ts';
import { activeHsms } from '../../cloudhsm/active-hsms.ts';
import type { Check } from '../check.ts';
import { hoursBetween } from '../hours.ts';
import { hasCertificate, lastingClusters } from '../standing.ts';

/** Its first lines are written when it is claimed. */
const writtenWithinHours = 24;

export const logGroupMissing: Check = {
  id: 'log-group-missing',
  title: 'a cluster has no audit log',
  why: 'CloudHSM writes who logged in, and which users and keys were made, into a log group of each cluster; what happened without it nobody can tell (https://docs.aws.amazon.com/cloudhsm/latest/userguide/get-hsm-audit-logs-using-cloudwatch.html).',
  remedy:
    'see that the service-linked role AWSServiceRoleForCloudHSM is there (`aws iam get-role --role-name AWSServiceRoleForCloudHSM`; `aws iam create-service-linked-role --aws-service-name cloudhsm.amazonaws.com` makes it) and who deleted the log group (CloudTrail, DeleteLogGroup); CloudHSM makes it again at the next line',
  run: (facts) => {
    const { logGroups, at } = facts;
    if (!logGroups) return [];
    return lastingClusters(facts)
      .filter((cluster) => cluster.state === 'ACTIVE' && hasCertificate(cluster) && activeHsms(cluster).length > 0)
      .filter(({ id, createdAt }) => !logGroups.includes(auditLogGroup(id)) && hoursBetween(createdAt, at) > writtenWithinHours)
      .map(({ id, environment, createdAt }) => ({
        resource: auditLogGroup(id),
        cluster: id,
        environment,
        evidence: `${auditLogGroup(id)} is not there; the cluster is of ${createdAt}`,
      }));
  },
};
