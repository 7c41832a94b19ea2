import { lookForCluster } from '../../core/cloudhsm/environment-cluster.ts';
import { liveHsms } from '../../core/cloudhsm/hsm.ts';
import { environmentTag, executionTag, stageTag } from '../../core/cloudhsm/tags.ts';
import type { Environment } from '../../core/environment/environment.ts';
import { findKeyStore } from '../../core/key-store/key-store.ts';
import { readRecord } from '../../core/record/file.ts';
import { readSigned } from '../../core/record/signed-item.ts';
import { readUsers } from '../../core/record/users.ts';
import { adminNames } from '../../core/users/admins.ts';
import { ownUsers } from '../../core/users/own-users.ts';
import { takeSettings } from '../deployment.ts';
import type { Target } from '../target.ts';

/** What stands of an environment, as far as its file would say it. */
export interface Standing {
  clusterId: string;
  vpcId: string;
  subnetIds: string[];
  zones: string[];
  hsmCount: number;
  hsmType: string;
  mode: string;
  backupRetentionDays: number;
  tags: Record<string, string>;
  admins: number;
  cryptoUsers: string[];
  keyStore: { name: string; keys: { name: string }[] } | undefined;
  /** Whether its certificate was signed by a root outside AWS. */
  signedElsewhere: boolean;
  /** The file as it was last asked for, where the record has it. */
  asked: Environment | undefined;
}

/** Undefined where nothing of the name stands, or nothing is deployed that could have made it. */
export async function standingOf(name: string, target: Target): Promise<Standing | undefined> {
  const deployed = await takeSettings(target).then(
    () => true,
    () => false, // whoever cannot ask for it writes a file as for a new one
  );
  if (!deployed) return undefined;
  const record = await readRecord(name);
  const cluster = await lookForCluster(name, record.clusterId);
  if (!cluster) return undefined;
  const [users, keyStore, signed] = await Promise.all([readUsers(name), findKeyStore(cluster.clusterId), readSigned(name)]);
  const { [environmentTag]: _environment, [stageTag]: _stage, [executionTag]: _execution, ...tags } = cluster.tags;
  const parked = Object.values(record.parking?.addresses ?? {}).flat().length;
  return {
    clusterId: cluster.clusterId,
    vpcId: cluster.vpcId,
    subnetIds: Object.values(cluster.subnetMapping),
    zones: Object.keys(cluster.subnetMapping),
    hsmCount: Math.max(liveHsms(cluster).length, parked, 1),
    hsmType: cluster.hsmType,
    mode: cluster.mode,
    backupRetentionDays: cluster.backupRetentionDays,
    tags,
    admins: Object.keys(users).filter((user) => adminNames.includes(user)).length,
    cryptoUsers: Object.keys(users)
      .filter((user) => !ownUsers.includes(user))
      .toSorted(),
    keyStore: keyStore && { name: keyStore.name, keys: Object.keys(record.keyArns).map((key) => ({ name: key })) },
    signedElsewhere: signed !== undefined,
    asked: record.environment,
  };
}
