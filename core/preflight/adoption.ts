import type { Cluster } from '../cloudhsm/cluster.ts';
import { hasAdmin, isPassing } from '../cloudhsm/life.ts';
import { differences } from '../cloudhsm/same-cluster.ts';
import { environmentTag, isOf, stageTag } from '../cloudhsm/tags.ts';
import { isThere } from '../credentials/is-there.ts';
import { makingSecret } from '../credentials/secret-commands.ts';
import { secretName } from '../credentials/secret-name.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { adminsOf, roleOf } from '../users/admins.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';
import { missingTrustAnchor } from './missing-trust-anchor.ts';

/**
 * A cluster that was made elsewhere can become an environment's where it is nobody else's, works, and is what the file describes. Its
 * passwords and its trust anchor cannot be made up: they are asked for.
 */
export async function checkAdoption(environment: Environment, { adopts, own, clusters }: Facts): Promise<Findings> {
  if (!adopts) return nothing;
  const path = 'cluster';
  if (!own) {
    const problem = `there is no cluster ${adopts} in this account and region`;
    return refused({ path, problem, remedy: '`aws cloudhsmv2 describe-clusters` lists them' });
  }
  const other = clusters.find((cluster) => cluster !== own && isOf(cluster, environment.name));
  if (other) {
    const problem = `the environment ${environment.name} has a cluster already: ${other.clusterId}`;
    return refused({ path, problem, remedy: 'choose another name in the file' });
  }
  const fit = [...ownership(own, environment), ...working(own), ...likeness(own, environment)];
  if (fit.length > 0) return refused(...fit);
  return refused(...(await missingSecrets(environment)), ...(await missingTrustAnchor(own, environment)));
}

function ownership({ clusterId, tags }: Cluster, { name }: Environment): Problem[] {
  const [environment, stage] = [tags[environmentTag], tags[stageTag]];
  if (environment === undefined || isOf({ tags }, name)) return [];
  const problem = `${clusterId} belongs to the environment ${environment} of stage ${stage}`;
  const untagging = `aws cloudhsmv2 untag-resource --resource-id ${clusterId} --tag-key-list ${environmentTag} ${stageTag}`;
  return [{ path: 'cluster', problem, remedy: `leave it there; where that environment is no more, take its tags off (\`${untagging}\`)` }];
}

function working(cluster: Cluster): Problem[] {
  const { clusterId, state } = cluster;
  if (hasAdmin(cluster) === 'yes') return [];
  const remedy = isPassing(cluster)
    ? 'adopt it when CloudHSM is done with it'
    : 'adopt it when it is ACTIVE: whoever has made it initializes and activates it';
  return [{ path: 'cluster', problem: `${clusterId} is ${state}`, remedy }];
}

function likeness(cluster: Cluster, environment: Environment): Problem[] {
  return differences(cluster, environment).map(({ path, problem }) => {
    return { path, problem: `${cluster.clusterId} is another: ${problem}`, remedy: 'write into the file what the cluster is' };
  });
}

/** kmsuser's is KMS's, or is made when the key store is: nobody has to know the one of before. */
async function missingSecrets(environment: Environment): Promise<Problem[]> {
  const { name, cryptoUsers } = environment;
  const users = [
    ...adminsOf(environment).map((user) => ({ user, path: user === 'admin' ? 'name' : 'admins' })),
    ...cryptoUsers.map((user, index) => ({ user, path: `cryptoUsers.${index}` })),
  ];
  const found: Problem[] = [];
  for (const { user, path } of users) {
    const secret = secretName(name, user);
    // one that is there and of no use, another check names
    if (await isThere(secret)) continue;
    const making = `write {"username":"${user}","password":"…"} with the password that the cluster knows into a file ${user}.json and make it (\`${makingSecret(name, secret, `${user}.json`)}\`)`;
    const problem = `there is no secret ${secret} with the password of ${user}`;
    found.push({ path, problem, remedy: `${making}${notYet(environment, user)}` });
  }
  return found;
}

/** Who does not stand in the cluster yet is made once it is the environment's. */
function notYet(environment: Environment, user: string): string {
  if (user === 'admin') return '';
  const without = roleOf(user) === 'admin' ? `write \`"admins": ${adminsOf(environment).indexOf(user)}\`` : 'leave it out';
  return `; where the user does not stand yet, ${without}, and provision with it afterwards`;
}
