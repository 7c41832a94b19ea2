import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 2 };

export const scenarios: Scenario[] = [
  {
    name: 'rotate/users',
    input: { environment: file.name },
    file,
    without: ['hsm-degraded', 'hsm-deleted'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
];
