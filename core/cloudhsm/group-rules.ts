/**
 * What people type to give a cluster's security group the rules back that CloudHSM gave it: KMS and clients need them.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/configure-sg.html
 */
export function restoringRules(securityGroupId: string | undefined): string {
  const rules = "give the cluster's security group back what it misses of its rules, TCP 2223 to 2225 from and to itself";
  if (!securityGroupId) return rules;
  const rule = `--group-id ${securityGroupId} --protocol tcp --port 2223-2225 --source-group ${securityGroupId}`;
  const [inward, outward] = ['ingress', 'egress'].map((direction) => `\`aws ec2 authorize-security-group-${direction} ${rule}\``);
  return `${rules} (${inward}, ${outward}; one that it has already is refused as InvalidPermission.Duplicate)`;
}
