import { adminsOf } from '../users/admins.ts';
import { usually } from './duration.ts';
import { change, create, keep, type PlanOf } from './planned.ts';
import { planProvisioning } from './provisioning.ts';
import { total } from './scaling.ts';

/** What stands beside the environment that the backup is of. */
export const planRestoring: PlanOf = async (environment, found, { backup, of }) => {
  if (found.cluster) return planProvisioning(environment, found, {});
  const { hsmType, hsmCount, cryptoUsers } = environment;
  const users = [...adminsOf(environment), ...cryptoUsers];
  return {
    changes: [
      create(`cluster of ${hsmType} from ${backup}, with its users, keys and certificate`),
      create(`${hsmCount} HSMs`),
      ...users.map((user) => create(`secret of ${user}, with the password of the backup's date`)),
      create('alarms, dashboard and metric filters of its audit log'),
      change('clients that are to use it: it has a security group of its own'),
      keep(`environment ${of}, with its key store: KMS takes no second one over a backup history`),
    ],
    seconds: total([usually('createCluster'), 2 * usually('createHsm'), usually('createBackup')]),
    billed: { hsms: hsmCount, keys: 0 },
  };
};
