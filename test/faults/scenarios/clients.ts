import { environmentNamed } from '../../workflow/environment-file.ts';
import type { Scenario } from '../scenario.ts';

const tags = ['Role=payments'];
const file = { ...environmentNamed('faulty'), hsmCount: 2, clients: { tags, keepConfigured: true } };

export const scenarios: Scenario[] = [
  {
    name: 'clients/new-hosts',
    input: { environment: file.name, attachSecurityGroup: true },
    file,
    // of the environment's own, which hosts only use
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      await rig.run(file, 'provision');
      for (const [index, platform] of ['ubuntu 24.04', 'amzn 2023'].entries()) {
        rig.home.ec2.addHost({ id: `i-0000000000000000${index}`, platform, tags: { Role: 'payments' } });
      }
    },
  },
];
