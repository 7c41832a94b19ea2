import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = environmentNamed('faulty');

/** An audit mends nothing: what breaks HSMs or changes the environment is another intent's to bear. */
const without = ['hsm-degraded', 'hsm-deleted', 'another-file'];

export const scenarios: Scenario[] = [
  {
    name: 'audit/everything',
    input: {},
    file,
    without,
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
  {
    name: 'audit/again',
    input: { environment: file.name },
    file,
    without,
    prepare: async (rig) => {
      await rig.run(file, 'provision');
      await rig.run({ environment: file.name }, 'audit');
    },
  },
];
