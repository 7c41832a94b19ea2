import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 2 };

export const scenarios: Scenario[] = [
  {
    name: 'disconnect/connected',
    input: { environment: file.name },
    file,
    disconnected: true,
    // it leaves HSMs alone, and who asks for another file has it connected
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
];
