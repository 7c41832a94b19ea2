import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 2 };

export const scenarios: Scenario[] = [
  {
    name: 'drill/newest',
    input: { environment: file.name },
    file,
    // the environment's own, which a drill leaves alone
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
];
