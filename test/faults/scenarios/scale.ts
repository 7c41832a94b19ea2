import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = environmentNamed('faulty');

export const scenarios: Scenario[] = [
  {
    name: 'scale/up',
    input: { environment: file.name, hsms: 3 },
    file: { ...file, hsmCount: 3 },
    prepare: async (rig) => {
      await rig.run({ ...file, hsmCount: 2 }, 'provision');
    },
  },
];
