import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

// the first run begins at nine, and takes less than an hour
const parking = { at: '10:30', until: '07:00', days: 'mon-fri', timezone: 'Europe/London' };
const file = { ...environmentNamed('faulty'), hsmCount: 2, parking };

export const scenarios: Scenario[] = [
  {
    name: 'due/parking',
    machine: 'scale',
    input: { environment: file.name, hsms: 0 },
    file: { ...file, hsmCount: 0 },
    withinSeconds: 3 * 3600,
    // HSMs that go are not missed, and who asks for another file wants it to stand
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
];
