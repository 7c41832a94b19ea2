import type { Environment } from '../environment/environment.ts';
import { adminsOf } from '../users/admins.ts';
import { monitoring } from './changes.ts';
import { usually } from './duration.ts';
import type { Found } from './found.ts';
import { change, create, keep, type Planned, type PlanOf, remove } from './planned.ts';
import { planProvisioning } from './provisioning.ts';
import { total } from './scaling.ts';

/** What comes of a backup: in the place of its environment, or beside it. */
export const planRestoring: PlanOf = async (environment, found, { backup = environment.cluster?.sourceBackupId, of, replace }) => {
  if (found.cluster && !(replace && found.cluster.sourceBackupId !== backup)) return planProvisioning(environment, found, {});
  return of ? beside(environment, `${backup}`, `${of}`) : inPlace(environment, found, `${backup}`);
};

function made({ hsmType, hsmCount }: Environment, backup: string) {
  return [
    create(`cluster of ${hsmType} from ${backup}, with its users, keys and certificate`),
    create(`${hsmCount} HSM${hsmCount === 1 ? '' : 's'}`),
  ];
}

function beside(environment: Environment, backup: string, of: string): Planned {
  const users = [...adminsOf(environment), ...environment.cryptoUsers];
  return {
    changes: [
      ...made(environment, backup),
      ...users.map((user) => create(`secret of ${user}, with the password of the backup's date`)),
      create(monitoring),
      change('clients that are to use it: it has a security group of its own'),
      keep(`environment ${of}, with its key store: KMS takes no second one over a backup history`),
    ],
    seconds: total([usually('createCluster'), 2 * usually('createHsm'), usually('createBackup')]),
    billed: { hsms: environment.hsmCount, keys: 0 },
  };
}

function inPlace(environment: Environment, { cluster, users, keyArns }: Found, backup: string): Planned {
  const { keyStore, hsmCount } = environment;
  const stood = Object.keys(keyArns).length > 0;
  return {
    changes: [
      ...(cluster ? [remove('cluster with its HSMs, after a backup that holds everything', cluster.clusterId)] : []),
      ...made(environment, backup),
      ...Object.keys(users).map((user) => change(`secret of ${user}: the password of the backup's date is the current one`)),
      ...(keyStore ? [stood ? change(`key store ${keyStore.name}: tied to the new cluster`) : create(`key store ${keyStore.name}`)] : []),
      change('clients that use it: it has a security group of its own'),
    ],
    seconds: total([
      usually('createCluster'),
      2 * usually('createHsm'),
      usually('createBackup'),
      ...(keyStore ? [usually('connectKeyStore')] : []),
    ]),
    billed: { hsms: hsmCount, keys: keyStore?.keys.length ?? 0 },
  };
}
