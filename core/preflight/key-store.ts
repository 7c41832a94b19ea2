import { setting } from '../aws/setting.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { deployingWith } from '../deploying-with.ts';
import type { Environment } from '../environment/environment.ts';
import { getKeyStore, type KeyStore, listKeyStores } from '../key-store/key-store.ts';
import { readRecord } from '../record/file.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, together, warned } from './findings.ts';

/** Regions of CloudHSM in which KMS takes no key store over a cluster. */
const withoutKeyStores = ['eu-south-2'];

/**
 * A cluster has one key store at most, so the one that it has is meant, whatever its name. Where it has none, another has to be
 * possible: its name is unique in an account and region, and key stores are counted there.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/keystore-cloudhsm.html, regions
 */
export async function checkKeyStore(environment: Environment, { clusters, own, changes }: Facts): Promise<Findings> {
  const { name, cluster, keyStore } = environment;
  if (!keyStore && own) {
    const givesWay = changes.replace === true && cluster?.sourceBackupId !== own.sourceBackupId;
    return givesWay ? checkLeftBehind(name, own) : checkUnnamed(name, own, changes.hsms === 1);
  }
  if (!keyStore) return nothing;
  const region = setting('AWS_REGION');
  if (withoutKeyStores.includes(region)) {
    const problem = `KMS has no CloudHSM key stores in ${region}, though CloudHSM is there`;
    return refused({ path: 'keyStore', problem, remedy: 'leave it out: applications use the HSMs directly' });
  }
  const stores = await listKeyStores();
  const standing = own && stores.find(({ clusterId }) => clusterId === own.clusterId);
  if (standing) return checkName(keyStore.name, standing);
  const left = await leftByItsCluster(name, stores, clusters);
  if (left && (cluster ?? own?.sourceBackupId)) return nothing;
  const free = left?.name === keyStore.name ? refusedForLeft(name, left) : checkNameFree(keyStore.name, stores);
  return together([free, checkRelatives(stores, clusters, own), checkQuota(stores)]);
}

/**
 * A file that names its key store no more takes it away from nobody, and has it watched no longer.
 *
 * @param scalesToOne whether somebody asks for fewer HSMs than KMS needs
 */
async function checkUnnamed(environment: string, { clusterId }: Cluster, scalesToOne: boolean): Promise<Findings> {
  const { keyStoreId } = await readRecord(environment);
  const standing = keyStoreId ? await getKeyStore(keyStoreId) : undefined;
  if (standing?.clusterId !== clusterId) return nothing;
  const problem = `the cluster has the key store ${standing.name} (${keyStoreId}), which the file does not name: it stays, its keys are billed, nobody watches it, and nothing connects it again after parking`;
  const remedy = `write it into the file again; or, where its keys are deleted because nobody needs them any more, delete it (${deleting(standing.keyStoreId)})`;
  const found = warned({ path: 'keyStore', problem, remedy });
  if (!scalesToOne) return found;
  const tooFew = `KMS needs two active HSMs for ${standing.name} (${keyStoreId}), which the file does not name and which stands`;
  return together([refused({ path: 'hsmCount', problem: tooFew, remedy: 'ask for 2 or more' }), found]);
}

/** Of the key store that a file names, a restore ties it to the cluster that takes the place of its own. */
async function checkLeftBehind(environment: string, { clusterId }: Cluster): Promise<Findings> {
  const standing = (await listKeyStores()).find((store) => store.clusterId === clusterId);
  if (!standing) return nothing;
  const { name, keyStoreId } = standing;
  return refused({
    path: 'keyStore',
    problem: `${clusterId}, which would give way, has the key store ${name} (${keyStoreId}), which the file does not name: nothing would tie it to the new cluster, and none of its keys could be used`,
    remedy: `write it into the file again, provision the environment (\`npx hsm provision -f ${environment}.json\`), and restore it then; or, where its keys are deleted because nobody needs them any more, delete it (${deleting(keyStoreId)})`,
  });
}

function deleting(keyStoreId: string): string {
  return ['disconnect', 'delete'].map((verb) => `\`aws kms ${verb}-custom-key-store --custom-key-store-id ${keyStoreId}\``).join(', then ');
}

/** The environment's own key store, whose cluster is gone: it is tied to the one that is made from its backup. */
async function leftByItsCluster(environment: string, stores: KeyStore[], clusters: Cluster[]): Promise<KeyStore | undefined> {
  const left = stores.filter((store) => !clusters.some(({ clusterId }) => clusterId === store.clusterId));
  if (left.length === 0) return undefined;
  const { keyStoreId } = await readRecord(environment);
  return left.find((store) => store.keyStoreId === keyStoreId);
}

/** Its keys are in no cluster that is made new. */
function refusedForLeft(environment: string, { name, keyStoreId, clusterId }: KeyStore): Findings {
  return refused({
    path: 'keyStore.name',
    problem: `${name} (${keyStoreId}) is the environment's own, and CloudHSM does not show its cluster ${clusterId}`,
    remedy: `where the cluster is gone, \`npx hsm restore ${environment}\` brings it back from its newest backup, with the keys of the key store; a new and empty cluster needs a key store of another name`,
  });
}

function checkName(name: string, standing: KeyStore): Findings {
  if (standing.name === name) return nothing;
  const problem = `the cluster has the key store ${standing.name} (${standing.keyStoreId})`;
  return refused({ path: 'keyStore.name', problem, remedy: 'write its name: a cluster has one key store at most' });
}

function checkNameFree(name: string, stores: KeyStore[]): Findings {
  const taken = stores.find((store) => store.name === name);
  if (!taken) return nothing;
  const problem = `${taken.keyStoreId} has the name ${name} already, over ${taken.clusterId || 'a key manager outside AWS'}`;
  return refused({ path: 'keyStore.name', problem, remedy: 'choose another name: it is unique in an account and region' });
}

/** Clusters that come from one backup carry the same certificate, and KMS takes one of them only. */
function checkRelatives(stores: KeyStore[], clusters: Cluster[], own: Cluster | undefined): Findings {
  const certificate = own?.certificates.cluster;
  const related = clusters.filter(({ certificates }) => certificate && certificates.cluster === certificate);
  const taken = stores.find((store) => related.some(({ clusterId }) => clusterId === store.clusterId));
  if (!taken) return nothing;
  const problem = `${taken.keyStoreId} stands over ${taken.clusterId}, which has its backup history in common with ${own!.clusterId}`;
  return refused({ path: 'keyStore', problem, remedy: 'leave it out: KMS takes one cluster of a backup history only' });
}

function checkQuota(stores: KeyStore[]): Findings {
  const quota = Number(setting('KEY_STORE_QUOTA'));
  if (stores.length < quota) return nothing;
  const problem = `the region has ${stores.length} custom key stores and its quota is ${quota}`;
  const more = stores.length + 1;
  const telling = deployingWith(`keyStoreQuota=${more}`);
  const remedy = `ask AWS Support to raise the quota "Custom key stores" of AWS KMS to ${more} and tell the stack of it (${telling}), delete one that nobody uses, or leave it out`;
  return refused({ path: 'keyStore', problem, remedy });
}
