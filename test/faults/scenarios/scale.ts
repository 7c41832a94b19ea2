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
  {
    name: 'scale/down',
    input: { environment: file.name, hsms: 2 },
    file: { ...file, hsmCount: 2 },
    prepare: async (rig) => {
      await rig.run({ ...file, hsmCount: 3 }, 'provision');
    },
  },
  {
    name: 'scale/park',
    input: { environment: file.name, hsms: 0 },
    file: { ...file, hsmCount: 0 },
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      await rig.run({ ...file, hsmCount: 2 }, 'provision');
    },
  },
  {
    name: 'scale/back',
    input: { environment: file.name, hsms: 2 },
    file: { ...file, hsmCount: 2 },
    prepare: async (rig) => {
      await rig.run({ ...file, hsmCount: 2 }, 'provision');
      await rig.run({ environment: file.name, hsms: 0 }, 'scale');
    },
  },
];
