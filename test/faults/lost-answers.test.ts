import { expect, test } from 'vitest';
import { AwsError } from '../../emulator/api/error.ts';
import type { Cluster } from '../../emulator/cloudhsmv2/cluster.ts';
import { ConnectionCut } from '../../emulator/faults.ts';
import { type Deployment, deployed, onRequest } from '../workflow/deployment.ts';
import { production } from '../workflow/environment-file.ts';

/** Everything that makes something, with how often a run asks for it. */
const creates = {
  'cloudhsmv2:CreateCluster': 1,
  'cloudhsmv2:CreateHsm': 3,
  'acm-pca:IssueCertificate': 1,
  'cloudhsmv2:InitializeCluster': 1,
  'secretsmanager:CreateSecret': 3,
  'stepfunctions:StartExecution': 2,
  'kms:CreateCustomKeyStore': 1,
  'kms:ConnectCustomKeyStore': 1,
  'kms:CreateKey': 1,
};

test.each<{ happens: string; when: 'before' | 'after'; error: AwsError; repeated: string[] }>([
  { happens: 'the answer to every create is lost', when: 'after', error: new ConnectionCut(), repeated: ['stepfunctions:StartExecution'] },
  {
    happens: 'every create is answered by a server error after it was done',
    when: 'after',
    error: serverError(),
    repeated: ['stepfunctions:StartExecution'],
  },
  {
    happens: 'every create meets a server error and is not done',
    when: 'before',
    error: serverError(),
    repeated: ['stepfunctions:StartExecution', 'cloudhsmv2:CreateHsm'],
  },
])('when $happens, each thing is there once at the end', async ({ when, error, repeated }) => {
  const deployment = await deployed();
  for (const [operation, times] of Object.entries(creates)) {
    // each request meets it once: where nothing was done, a retry comes between two of them
    const skip = repeated.includes(operation) ? 1 : 0;
    for (let request = 0; request < times; request++)
      deployment.world.faults.inject({ operation, when, error, only: ofRole, skip: request === 0 ? 0 : skip });
  }
  await expectEachOnce(deployment);
});

test('a cluster whose creation was not answered, and which no list shows for a while, is not created again', async () => {
  const deployment = await deployed();
  const { clock, cloudhsmv2, faults } = deployment.world;
  faults.inject({ operation: 'cloudhsmv2:CreateCluster', when: 'after', error: new ConnectionCut() });
  onRequest(deployment.world, 'cloudhsmv2:CreateCluster', () => {
    clock.after('ride', 0, 'hide', () => {
      const [[id, cluster]] = [...cloudhsmv2.clusters] as [[string, Cluster]];
      cloudhsmv2.clusters.delete(id);
      clock.after('ride', 100, 'show', () => cloudhsmv2.clusters.set(id, cluster));
    });
  });
  await expectEachOnce(deployment);
});

async function expectEachOnce(deployment: Deployment): Promise<void> {
  const { world } = deployment;
  const run = await deployment.run(production);
  expect(run.message).toBe('');
  expect(run.status).toBe('SUCCEEDED');
  expect(run.output.created).toHaveLength(9);
  expect([...world.cloudhsmv2.clusters.values()].map(({ hsms }) => hsms.length)).toEqual([3]);
  expect([world.kms.customKeyStores.size, world.kms.keys.size, world.secretsManager.secrets.size]).toEqual([1, 1, 3]);
  const parts = [...world.states.executions.values()].filter(({ input }) => (input as { parent?: object }).parent);
  expect(parts.map(({ machine }) => machine.name.replace('cloudhsm-lifecycle-dev-', '')).toSorted()).toEqual([
    'connect-key-store',
    'scale-hsms',
  ]);
}

function ofRole(_input: unknown, caller: { kind: string }): boolean {
  return caller.kind === 'role';
}

function serverError(): AwsError {
  return new AwsError('InternalFailure', 'It failed', { status: 500 });
}
