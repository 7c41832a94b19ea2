import { environmentNamed, withoutKeyStore } from '../../workflow/environment-file.ts';
import { recoverable, recoveryRegion } from '../../workflow/recovery-region.ts';
import type { Rig } from '../rig.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 2 };
const brought = recoverable('faulty');
const twin = withoutKeyStore({ name: 'twin' });

/** A day later there is a backup that holds all keys. */
async function standing(rig: Rig): Promise<void> {
  await rig.run(file, 'provision');
  await rig.home.clock.advance(24 * 3600);
  await rig.idle();
}

export const scenarios: Scenario[] = [
  {
    name: 'restore/in-place',
    input: { environment: file.name },
    file,
    prepare: async (rig) => {
      await standing(rig);
      for (const cluster of rig.clusters(file.name)) Object.assign(cluster, { state: 'DELETED', hsms: [] });
    },
  },
  {
    name: 'restore/beside',
    input: { environment: file.name, as: twin.name },
    file: twin,
    // another file of the new environment is none of its origin's
    without: ['another-file'],
    prepare: standing,
  },
  {
    name: 'restore/recovery-region',
    input: { environment: brought.name, hsms: 2 },
    file: brought,
    // its file and its CA are of the region that is lost
    without: ['another-file', 'ca-disabled'],
    // by what was brought there, while nothing answers in the region that all of it comes from
    own: /^(restore|Restore|body-restore|RestoreBody|(CheckBackup|TakeOverCredentials|AcquireLease|ReleaseLease)Function)\./,
    prepare: async (rig) => {
      const home = rig.home.region;
      rig.moveTo(recoveryRegion);
      await rig.deploy();
      rig.moveTo();
      await rig.run(brought, 'provision');
      await rig.run({ environment: brought.name }, 'copy-backups');
      rig.moveTo(recoveryRegion);
      rig.home.faults.loseRegion(home);
    },
  },
];
