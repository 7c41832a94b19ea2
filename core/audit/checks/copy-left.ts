import { regionsOfCopies } from '../../copies/regions.ts';
import { prices } from '../../prices.ts';
import { replicaArn } from '../../recovery/replica-arn.ts';
import type { Check } from '../check.ts';
import type { EnvironmentFact, Facts } from '../facts/facts.ts';
import { standingEnvironments } from '../standing.ts';

export const copyLeft: Check = {
  id: 'copy-left',
  title: 'copies are left in a region that the file names no more',
  why: 'Whoever restores such a copy has the keys of its day; nobody keeps the copies or counts them from then on, and a replica of a secret is billed as a secret (https://aws.amazon.com/secrets-manager/pricing/).',
  remedy: 'delete what is left there, or name the region in the file again',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) =>
      regionsGivenUp(environment, facts.region).flatMap((region) => {
        const { copies, replicated } = leftIn(region, environment.name, facts);
        const perMonth = (replicated.length * prices.month.secret.price).toFixed(2);
        const left = [
          ...(copies.length > 0 ? [`copies of backups (${copies.join(', ')})`] : []),
          ...(replicated.length > 0 ? [`replicas of ${replicated.length} secrets, USD ${perMonth} a month`] : []),
        ];
        if (left.length === 0) return [];
        const commands = [
          ...copies.map((id) => `aws cloudhsmv2 delete-backup --backup-id ${id} --region ${region}`),
          ...replicated.map(
            (arn) => `aws secretsmanager remove-regions-from-replication --secret-id ${arn} --remove-replica-regions ${region}`,
          ),
        ];
        return [
          {
            resource: `${environment.name}/${region}`,
            cluster: cluster.id,
            environment: environment.name,
            evidence: `its file has named ${region} before and does no more; left there: ${left.join('; ')}`,
            remedy: `where nobody needs them, ${commands.map((command) => `\`${command}\``).join(', ')}; else name ${region} in the file again`,
          },
        ];
      }),
    ),
};

function regionsGivenUp({ file, copyRegions = [] }: EnvironmentFact, home: string): string[] {
  if (!file) return [];
  const named = regionsOfCopies(file, home);
  return copyRegions.filter((region) => region !== home && !named.includes(region));
}

/** Ids of its copies that are READY, and ARNs of its secrets that have a replica there, those of users of before too. */
function leftIn(region: string, name: string, { copies = [], replicas = [], stage, region: home }: Facts) {
  const own = replicas
    .find((one) => one.region === region)
    ?.arns.filter((arn) => arn.includes(`:secret:cloudhsm-lifecycle/${stage}/${name}/`));
  return {
    copies: copies.filter((copy) => copy.region === region && copy.environment === name && copy.state === 'READY').map(({ id }) => id),
    replicated: own?.map((arn) => replicaArn(arn, home)) ?? [],
  };
}
