import type { ClusterFact, EnvironmentFact } from '../../core/audit/facts/facts.ts';
import { readClusters } from '../../core/audit/facts/read-hsms.ts';
import { readEnvironments } from '../../core/audit/facts/read-owners.ts';
import { asked, isSomebodys } from '../../core/audit/standing.ts';
import { cloudhsm } from '../../core/aws/cloudhsm.ts';
import { dynamodb } from '../../core/aws/dynamodb.ts';
import { setting } from '../../core/aws/setting.ts';
import { countHsms } from '../../core/cloudhsm/hsm.ts';
import type { Billable } from '../../core/cost/cost-report.ts';
import { hsmsOfMonth } from '../../core/cost/hsms-of-month.ts';
import { daily, scheduled, together } from '../../core/cost/runs.ts';
import { readRecord } from '../../core/record/file.ts';
import { readFormerSecrets, readUsers } from '../../core/record/users.ts';
import { takeSettings } from '../deployment.ts';
import { CommandError, exitCodes } from '../exit.ts';
import type { Target } from '../target.ts';
import { whole } from '../text/wrap.ts';
import { billedCas } from './private-cas.ts';
import { readWatched } from './watched.ts';

/**
 * What is billed of an environment, or of everything in the account and region. The deployment's settings are taken over first: they say
 * where the record is.
 *
 * @param name undefined for everything
 * @throws CommandError NoSuchEnvironment
 */
export async function readBillable(name: string | undefined, target: Target): Promise<Billable> {
  await takeSettings(target);
  const [environments, clusters] = await Promise.all([
    readEnvironments(dynamodb(target.place), setting('ENVIRONMENTS_TABLE')),
    readClusters(cloudhsm(target.place), setting('STAGE')),
  ]);
  const own = environments.filter((one) => name === undefined || one.name === name);
  const standing = clusters.filter(
    (cluster) => name === undefined || own.some((one) => isOf(cluster, one)) || cluster.environment === name,
  );
  const torn = name !== undefined && own.length === 0 ? await tornDown(name) : undefined;
  if (name !== undefined && !torn && own.length === 0 && standing.length === 0) {
    const remedy = `${whole(`npx hsm list${target.again}`)} shows which there are`;
    throw new CommandError(`there is no environment ${name}`, exitCodes.badInput, 'NoSuchEnvironment', { remedy });
  }
  // backups of their time need them
  const former = await Promise.all([...own.map((one) => one.name), ...(torn && name ? [name] : [])].map(readFormerSecrets));
  const authorities = own
    .flatMap(({ file }) => file?.certificateAuthority.arn ?? [])
    .filter((arn) => arn.split(':')[4] === setting('ACCOUNT_ID'));
  return {
    region: target.region,
    clusters: standing.map((cluster) => {
      const environment = own.find((one) => isOf(cluster, one));
      const { id, hsmType, createdAt } = cluster;
      const hsms = countHsms(cluster.hsms);
      const undeclared = !environment && !isSomebodys(cluster);
      const file = environment?.file;
      return {
        ...{ id, hsmType, createdAt, undeclared, hsms },
        hsmsOfMonth: hsmsOfMonth(hsms, file),
        parks: file?.parking !== undefined,
        asked: environment ? (asked(environment) ?? null) : null,
      };
    }),
    kmsKeys: own.reduce((sum, { keyArns }) => sum + Object.keys(keyArns).length, 0),
    secrets: secretsOf([...own, ...(torn ? [torn] : [])]) + former.flat().length,
    replicas: secretsOf(own.filter(({ file }) => file?.recovery && file.recovery.region !== target.region)),
    privateCas: await billedCas(authorities),
    watched: await readWatched(
      name,
      own.map((one) => one.name),
      standing.map(({ id }) => id),
      target,
    ),
    usage: together([...own.map(({ file }) => scheduled(file)), ...(name === undefined ? [daily] : [])]),
  };
}

interface Keeping {
  secrets: Record<string, string>;
  trustAnchor?: unknown;
}

function secretsOf(environments: Keeping[]): number {
  return environments.reduce((sum, { secrets, trustAnchor }) => sum + Object.keys(secrets).length + (trustAnchor ? 1 : 0), 0);
}

/** What is billed of an environment that is torn down: the secrets, which stay for its backups. */
async function tornDown(name: string): Promise<Keeping | undefined> {
  const { tornDownAt, trustAnchor } = await readRecord(name);
  return tornDownAt ? { secrets: await readUsers(name), trustAnchor } : undefined;
}

function isOf(cluster: ClusterFact, { name, clusterId }: EnvironmentFact): boolean {
  return cluster.id === clusterId || cluster.environment === name;
}
