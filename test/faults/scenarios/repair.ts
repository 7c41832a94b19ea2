import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const file = { ...environmentNamed('faulty'), hsmCount: 3 };

export const scenarios: Scenario[] = [
  {
    name: 'repair/failed-hsm',
    input: { environment: file.name },
    file,
    prepare: async (rig) => {
      await rig.run(file, 'provision');
      const [cluster] = rig.home.cloudhsmv2.clusters.values();
      rig.home.cloudhsmv2.degradeHsm(cluster!.hsms[0]!.eniId);
      cluster!.hsms[1]!.users = cluster!.hsms[1]!.users.filter(({ username }) => username !== 'application');
    },
  },
];
