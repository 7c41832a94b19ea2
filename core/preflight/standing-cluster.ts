import { activeHsms } from '../cloudhsm/active-hsms.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { countHsms } from '../cloudhsm/hsm.ts';
import { differences, orModify } from '../cloudhsm/same-cluster.ts';
import { surplusCommands } from '../cloudhsm/surplus.ts';
import type { Environment } from '../environment/environment.ts';
import { intents } from '../intents.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, together } from './findings.ts';

/** A cluster that stands is adopted where it is what the file describes, and scaling alone removes an HSM; an intent that makes none takes those that stand. */
export function checkStandingCluster(environment: Environment, { own, intent, adopts }: Facts): Findings {
  if (!own || !intents[intent]?.makesHsms || intents[intent].removesHsms) return nothing;
  // it is not what is to be restored: nothing of it is this run's business
  if (environment.cluster && environment.cluster.sourceBackupId !== own.sourceBackupId) return nothing;
  // of one that is adopted, another check says in what it differs
  return together([adopts ? nothing : checkLikeness(environment, own), checkCount(environment, own, intent, adopts !== undefined)]);
}

function checkLikeness(environment: Environment, own: Cluster): Findings {
  const modify = orModify(own, environment);
  return refused(
    ...differences(own, environment).map(({ path, problem }) => {
      const remedy = `write into the file what the cluster is${path === 'hsmType' ? modify : ''}, or choose another environment name`;
      return { path, problem: `the environment has ${own.clusterId}, and ${problem}`, remedy };
    }),
  );
}

/** @param stranger whether nothing of it is on record yet, so that only AWS's own commands know it */
function checkCount(environment: Environment, own: Cluster, intent: string, stranger: boolean): Findings {
  const active = activeHsms(own).length;
  if (active <= environment.hsmCount) return intent === 'provision' ? checkFailed(environment, own) : nothing;
  const problem = `the cluster has ${active} active HSMs already`;
  const { name, hsmCount } = environment;
  const fewer = stranger ? surplusCommands(own, environment) : `\`npx hsm scale ${name} --hsms ${hsmCount}\``;
  const remedy = `${intent} removes no HSM: ask for as many or more, or remove what is too much first (${fewer})`;
  return refused({ path: 'hsmCount', problem, remedy });
}

/** One that failed counts until somebody removes it: a repair does, where it is more than the file asks for. */
function checkFailed({ name, hsmCount }: Environment, own: Cluster): Findings {
  const failed = own.hsms.filter(({ state }) => state === 'DEGRADED');
  const standing = countHsms([...activeHsms(own), ...failed]);
  if (failed.length === 0 || activeHsms(own).length === 0 || standing <= hsmCount) return nothing;
  const problem = `the cluster has ${standing} HSMs already, of which ${failed.map(({ hsmId }) => hsmId).join(', ')} failed`;
  return refused({ path: 'hsmCount', problem, remedy: `\`npx hsm repair ${name}\` removes what failed and is more than is asked for` });
}
