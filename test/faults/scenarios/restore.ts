import { environmentNamed, withoutKeyStore } from '../../workflow/environment-file.ts';
import type { Rig } from '../rig.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 2 };
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
];
