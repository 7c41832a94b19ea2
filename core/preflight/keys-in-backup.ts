import type { Environment } from '../environment/environment.ts';
import { describeKey } from '../key-store/kms-key.ts';
import { readRecord } from '../record/file.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, warned } from './findings.ts';

/**
 * A backup does not hold what is younger: of a declared key of KMS the material, without which nothing that it has encrypted can be read.
 * A run would find that out when the cluster that gives way is gone; where it is gone already, an older backup is better than none.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/backups.html
 */
export async function checkKeysInBackup({ name, keyStore }: Environment, { own, intent, source: backup }: Facts): Promise<Findings> {
  if (intent !== 'restore' || !backup || !keyStore) return nothing;
  const { keyArns } = await readRecord(name);
  const found = await Promise.all(keyStore.keys.map(async (key) => ({ ...key, createdAt: await creationOf(keyArns[key.name]) })));
  const younger = found.filter(({ createdAt }) => createdAt !== undefined && createdAt > backup.createdAt);
  if (younger.length === 0) return nothing;
  const keys = younger.map((key) => `${key.name} (created ${key.createdAt})`).join(', ');
  const told = {
    path: 'cluster.sourceBackupId',
    problem: `the backup ${backup.id} of ${backup.createdAt} does not hold what is younger: ${keys}; nothing that was encrypted with it could be read any more`,
  };
  const listing = `name a younger backup (\`aws cloudhsmv2 describe-backups --filters clusterIds=${backup.clusterId}\`)`;
  if (!own) return warned({ ...told, remedy: `${listing}; where there is none, it is lost: declare a key under another name` });
  const giving = `leave it out of keyStore.keys, provision the environment (\`npx hsm provision -f ${name}.json\`), and restore it then`;
  return refused({
    ...told,
    remedy: `${listing}: CloudHSM makes one whenever an HSM joins, and every day; or, where nobody needs what was encrypted, ${giving}`,
  });
}

async function creationOf(keyArn: string | undefined): Promise<string | undefined> {
  const key = keyArn === undefined ? undefined : await describeKey(keyArn);
  return key?.createdAt.toISOString();
}
