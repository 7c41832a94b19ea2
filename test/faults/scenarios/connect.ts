import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = environmentNamed('faulty');

export const scenarios: Scenario[] = [
  {
    name: 'connect/disconnected',
    input: { environment: file.name },
    file,
    without: ['hsm-degraded', 'hsm-deleted'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
      const [CustomKeyStoreId] = rig.home.kms.customKeyStores.keys();
      await rig.ask('kms', 'DisconnectCustomKeyStore', { CustomKeyStoreId });
      await rig.idle();
    },
  },
];
