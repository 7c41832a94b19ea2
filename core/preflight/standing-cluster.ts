import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { surplusCommands } from '../cloudhsm/surplus.ts';
import type { Environment } from '../environment/environment.ts';
import { intents } from '../intents.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** A cluster that stands is adopted, and scaling alone removes an HSM; an intent that makes none takes those that stand. */
export function checkStandingCluster(environment: Environment, { own, intent }: Facts): Findings {
  if (!own || !intents[intent]?.makesHsms || intents[intent].removesHsms) return nothing;
  // it is not what is to be restored: its HSMs are none of this run's business
  if (environment.cluster && environment.cluster.sourceBackupId !== own.sourceBackupId) return nothing;
  const active = activeHsms(own).length;
  if (active <= environment.hsmCount) return nothing;
  const problem = `the cluster has ${active} active HSMs already`;
  const remedy = `${intent} removes no HSM: ask for as many or more, or delete what is too much first (${surplusCommands(own, environment)})`;
  return refused({ path: 'hsmCount', problem, remedy });
}
