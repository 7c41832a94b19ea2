import type { SecurityGroup } from '@aws-sdk/client-ec2';
import { type Findings, nothing, refused } from './findings.ts';

const path = 'activation.securityGroupIds';

/** The task that sets up users gets the cluster's own group, which lets out 2223–2225 only, and these. */
export function checkSecurityGroups(groups: SecurityGroup[]): Findings {
  if (groups.some(allowsHttps)) return nothing;
  const problem = 'no egress to port 443 for the task that sets up users';
  return refused({ path, problem, remedy: "name a security group that allows it: the cluster's own allows 2223–2225 only" });
}

function allowsHttps({ IpPermissionsEgress = [] }: SecurityGroup): boolean {
  return IpPermissionsEgress.some(
    ({ IpProtocol, FromPort = 0, ToPort = 65535 }) => IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 443 && ToPort >= 443),
  );
}
