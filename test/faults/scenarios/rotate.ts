import { environmentNamed } from '../../workflow/environment-file.ts';
import { setStagedPasswords } from '../people.ts';
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
  {
    name: 'rotate/quorum',
    input: { environment: file.name },
    file,
    // who asks for another file meanwhile meets passwords that are no current ones yet
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    people: (rig) => setStagedPasswords(rig, file.name),
    prepare: async (rig) => {
      await rig.run(file, 'provision');
      rig.clusters(file.name)[0]!.quorum = { user: 2 };
    },
  },
];
