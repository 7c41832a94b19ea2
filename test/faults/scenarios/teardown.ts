import { passQuietly } from '../../workflow/clockwork.ts';
import { environmentNamed, withoutKeyStore } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = withoutKeyStore({ name: 'faulty', purpose: 'testing' });
const withKeys = { ...environmentNamed('faulty'), hsmCount: 2 };
// HSMs that go are not missed, and who asks for another file wants it to stand
const without = ['hsm-degraded', 'hsm-deleted', 'another-file'];

export const scenarios: Scenario[] = [
  {
    name: 'teardown/with-backups',
    input: { environment: file.name, deleteBackups: true },
    file,
    gone: true,
    without,
    prepare: async (rig) => {
      await rig.run(file, 'provision');
    },
  },
  {
    name: 'teardown/after-its-keys',
    input: { environment: withKeys.name },
    file: withKeys,
    gone: true,
    without,
    prepare: async (rig) => {
      await rig.run(withKeys, 'provision');
      await rig.run({ environment: withKeys.name, scheduleKeyDeletion: 7 }, 'teardown');
      await passQuietly(rig.home, 8);
    },
  },
];
