import { findCluster } from '../cloudhsm/environment-cluster.ts';
import { hasAdmin, isClaimed } from '../cloudhsm/life.ts';
import type { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

/**
 * A run that needs people waits for days, and CloudFormation for an hour at most.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 *
 * @throws LifecycleError InvalidEnvironment where people are still to sign or to activate
 */
export async function requireNoPeople({ name, cluster: made, certificateAuthority, activation }: Environment): Promise<void> {
  const signed = certificateAuthority.type === 'external';
  const typed = activation.type === 'ceremony';
  // what comes from a backup is signed and activated
  if (made?.sourceBackupId || !(signed || typed)) return;
  const cluster = await findCluster(name);
  const wanted = [
    ...(signed && !(cluster && isClaimed(cluster)) ? ['certificateAuthority.type is external: people sign the certificate'] : []),
    ...(typed && (!cluster || hasAdmin(cluster) === 'no') ? ['activation.type is ceremony: people activate the cluster'] : []),
  ];
  if (wanted.length === 0) return;
  throw new LifecycleError('InvalidEnvironment', {
    doing: 'reading the property File',
    to: `environment ${name}`,
    problem: `${wanted.join('; ')}, and CloudFormation waits for an hour at most`,
    remedy: `provision it once without the stack (\`npx hsm provision -f ${name}.json\`) and do what it asks for; from then on the stack takes it over. Nothing was created`,
  });
}
