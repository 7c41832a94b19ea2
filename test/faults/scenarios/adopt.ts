import { withoutKeyStore } from '../../workflow/environment-file.ts';
import { makeStrange } from '../../workflow/made-elsewhere.ts';
import type { Rig } from '../rig.ts';
import type { Scenario } from '../scenario.ts';

const file = withoutKeyStore({ name: 'faulty' });
const users = ['admin', 'admin_2', 'application'];

export const scenarios: Scenario[] = [
  {
    name: 'adopt/made-by-hand',
    // filled in once there is a cluster: the same seed makes the same one
    input: { environment: file.name, cluster: '', file },
    file,
    without: ['hsm-degraded', 'hsm-deleted', 'another-file'],
    prepare: async (rig) => {
      const clusterId = await strange(rig);
      Object.assign(adoption(), { cluster: clusterId });
    },
  },
];

function adoption(): object {
  return scenarios[0]!.input as object;
}

async function strange(rig: Rig): Promise<string> {
  const made = withoutKeyStore({ name: 'by-hand' });
  await rig.run(made, 'provision');
  const [cluster] = rig.clusters(made.name);
  const tags = [
    { Key: 'cloudhsm-lifecycle:environment', Value: file.name },
    { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
  ];
  for (const user of users) {
    const SecretId = `cloudhsm-lifecycle/dev/${made.name}/${user}`;
    const { SecretString } = (await rig.ask('secretsmanager', 'GetSecretValue', { SecretId })) as { SecretString: string };
    await rig.ask('secretsmanager', 'CreateSecret', {
      Name: `cloudhsm-lifecycle/dev/${file.name}/${user}`,
      SecretString,
      ClientRequestToken: 'e'.repeat(32),
      Tags: tags,
    });
  }
  makeStrange(rig.home, cluster!.clusterId);
  return cluster!.clusterId;
}
