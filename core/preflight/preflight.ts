import type { Cluster } from '../cloudhsm/cluster.ts';
import { hasLostTags, lostTags } from '../cloudhsm/tags.ts';
import type { Environment } from '../environment/environment.ts';
import { intents } from '../intents.ts';
import { readRecord } from '../record/file.ts';
import { checkAdoption } from './adoption.ts';
import { checkBackupsLeft } from './backups-left.ts';
import { checkCertificateAuthority } from './certificate-authority.ts';
import { checkCopies } from './copies.ts';
import { checkDeployment, checkImage } from './deployment.ts';
import { checkDrillQuotas } from './drill.ts';
import { type Check, type Facts, readFacts } from './facts.ts';
import { type Findings, nothing, refused, together, warned } from './findings.ts';
import { checkHsmType } from './hsm-type.ts';
import { checkKeptForBackup } from './kept-for-backup.ts';
import { checkKeptHosts } from './kept-hosts.ts';
import { checkKeyStore } from './key-store.ts';
import { checkKeysInBackup } from './keys-in-backup.ts';
import { checkLeavingAdmins } from './leaving-admins.ts';
import { checkMovedAliases } from './moved-aliases.ts';
import { checkNamedZones } from './named-zones.ts';
import { checkNetwork, checkNetworkOfDrill } from './network.ts';
import { checkQuotas } from './quotas.ts';
import { checkRecovery } from './recovery.ts';
import { checkSecrets } from './secrets.ts';
import { checkSourceBackup } from './source-backup.ts';
import { checkStandingCluster } from './standing-cluster.ts';
import { checkTrustAnchor } from './trust-anchor.ts';
import { checkZonesOfHsms } from './zones-of-hsms.ts';

/** In the order in which people read what they find. */
const checks: Check[] = [
  checkDeployment,
  checkHsmType,
  checkAdoption,
  checkStandingCluster,
  checkBackupsLeft,
  checkNamedZones,
  checkSourceBackup,
  checkKeysInBackup,
  checkKeptForBackup,
  checkQuotas,
  checkNetwork,
  checkCertificateAuthority,
  checkSecrets,
  checkLeavingAdmins,
  checkTrustAnchor,
  checkKeyStore,
  checkMovedAliases,
  checkZonesOfHsms,
  checkCopies,
  checkRecovery,
  checkKeptHosts,
];

/** A drill makes nothing of the environment's own, and is to work where its CA, say, is gone. */
const checksOfDrills: Check[] = [checkImage, checkDrillQuotas, checkNetworkOfDrill];

/**
 * Everything that would fail later and that AWS can tell now, before anything is created. Reads only. Each check is a file of this folder
 * and names its source. It wants the settings of the step ValidateRequest.
 *
 * @param intent what is asked for: a name of core/intents.ts
 * @param changes what is asked for beside the file
 * @param now ISO 8601: the state machine's time
 */
export async function preflight(
  environment: Environment,
  intent: string,
  now: string,
  changes: Record<string, unknown> = {},
): Promise<Findings> {
  if (intents[intent]?.unchecked) return nothing;
  const facts = await readFacts(environment, intent, now, changes);
  if (intents[intent]?.lease === 'drill') return all(checksOfDrills, environment, facts);
  const untagged = await untaggedCluster(environment.name, facts);
  // whatever the others find would be about a cluster that is made in its place
  if (untagged) return refused({ path: 'name', ...lostTags(untagged, environment.name) });
  const found = await all(checks, environment, facts);
  return changes.hsms === 0 ? beforeItComesBack(found) : found;
}

/** Parking makes nothing, and ends what is billed: what it needs to come back, people can mend meanwhile. */
function beforeItComesBack({ problems, warnings }: Findings): Findings {
  const later = problems.map(({ problem, ...rest }) => ({ ...rest, problem: `it could not come back as it is: ${problem}` }));
  return warned(...later, ...warnings);
}

async function all(asked: Check[], environment: Environment, facts: Facts): Promise<Findings> {
  return together(await Promise.all(asked.map((check) => check(environment, facts))));
}

/** The environment's by its record alone, which is read only where it could matter. */
async function untaggedCluster(name: string, { own, adopts, clusters }: Facts): Promise<Cluster | undefined> {
  const untagged = own || adopts ? [] : clusters.filter((cluster) => hasLostTags(cluster, name));
  if (untagged.length === 0) return undefined;
  const { clusterId } = await readRecord(name);
  return untagged.find((cluster) => cluster.clusterId === clusterId);
}
