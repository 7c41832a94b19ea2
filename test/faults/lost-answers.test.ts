import { expect, test } from 'vitest';
import { environmentTag } from '../../core/cloudhsm/tags.ts';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { ConnectionCut } from '../../emulator/kernel/faults.ts';
import { onNextRequest, sharedDeployment } from '../workflow/deployment.ts';
import { environmentNamed } from '../workflow/environment-file.ts';

/** Everything that makes something, with how often a run asks for it. */
const creates = {
  'cloudhsmv2:CreateCluster': 1,
  'cloudhsmv2:CreateHsm': 3,
  'acm-pca:IssueCertificate': 1,
  'cloudhsmv2:InitializeCluster': 1,
  'secretsmanager:CreateSecret': 4,
  'stepfunctions:StartExecution': 3,
  'kms:CreateCustomKeyStore': 1,
  'kms:ConnectCustomKeyStore': 1,
  'kms:CreateKey': 1,
  'kms:CreateAlias': 1,
};

const deployment = sharedDeployment();

test.each<{ happens: string; name: string; when: 'before' | 'after'; error: AwsError; repeated: string[] }>([
  {
    happens: 'the answer to every create is lost',
    name: 'lost',
    when: 'after',
    error: new ConnectionCut(),
    repeated: ['stepfunctions:StartExecution'],
  },
  {
    happens: 'every create is answered by a server error after it was done',
    name: 'done',
    when: 'after',
    error: serverError(),
    repeated: ['stepfunctions:StartExecution'],
  },
  {
    happens: 'every create meets a server error and is not done',
    name: 'not-done',
    when: 'before',
    error: serverError(),
    repeated: ['stepfunctions:StartExecution', 'cloudhsmv2:CreateHsm'],
  },
])('when $happens, each thing is there once at the end', async ({ name, when, error, repeated }) => {
  for (const [operation, times] of Object.entries(creates)) {
    // each request meets it once: where it is asked for again, a retry comes between two of them
    const skip = repeated.includes(operation) ? 1 : 0;
    for (let request = 0; request < times; request++)
      deployment().home.faults.inject({ operation, when, error, only: ofRole, skip: request * skip });
  }
  await expectEachOnce(name);
});

test('a cluster whose creation was not answered, and which no list shows for a while, is not created again', async () => {
  const { clock, cloudhsmv2, faults } = deployment().home;
  faults.inject({ operation: 'cloudhsmv2:CreateCluster', when: 'after', error: new ConnectionCut() });
  onNextRequest(deployment().home, 'cloudhsmv2:CreateCluster', () => {
    clock.after('ride', 0, 'hide', () => {
      const [id, cluster] = [...cloudhsmv2.clusters].at(-1)!;
      cloudhsmv2.clusters.delete(id);
      clock.after('ride', 100, 'show', () => cloudhsmv2.clusters.set(id, cluster));
    });
  });
  await expectEachOnce('hidden');
});

async function expectEachOnce(name: string): Promise<void> {
  const { home } = deployment();
  const run = await deployment().run(environmentNamed(name));
  expect(run.message).toBe('');
  expect(run.status).toBe('SUCCEEDED');
  const clusters = [...home.cloudhsmv2.clusters.values()].filter(({ tags }) => tags.get(environmentTag) === name);
  expect(clusters.map(({ hsms }) => hsms.length)).toEqual([3]);
  const stores = [...home.kms.customKeyStores.values()].filter((store) => store.name === name);
  expect(stores.map((store) => home.kms.keysOf(store.id).length)).toEqual([1]);
  const secrets = [...home.secretsManager.secrets.keys()].filter((secret) => secret.includes(`/${name}/`));
  expect(secrets.map((secret) => secret.split('/').at(-1)).toSorted()).toEqual([
    'admin',
    'admin_2',
    'application',
    'kmsuser',
    'lifecycle_canary',
    'trust-anchor',
  ]);
  expect(run.output.created, 'a cluster, three HSMs, six secrets, a key store, a key').toHaveLength(12);
  const bodies = [...home.states.executions.values()].filter(({ input }) => (input as { environment?: string }).environment === name);
  expect(bodies.map(({ machine }) => machine.name.replace('cloudhsm-lifecycle-body-dev-', '')).toSorted()).toEqual([
    'connect',
    'provision',
    'scale',
  ]);
}

function ofRole(_input: unknown, caller: { kind: string }): boolean {
  return caller.kind === 'role';
}

function serverError(): AwsError {
  return new AwsError('InternalFailure', 'It failed', { status: 500 });
}
