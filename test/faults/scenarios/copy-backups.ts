import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 2, backups: { copyTo: ['us-west-2', 'eu-west-1'], keepCopies: 2 } };

export const scenarios: Scenario[] = [
  {
    name: 'copy-backups/newest',
    input: { environment: file.name },
    file,
    // of the environment's own, which copying leaves alone
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
];
