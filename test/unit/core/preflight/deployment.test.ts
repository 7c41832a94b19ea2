import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { checkDeployment } from '../../../../core/preflight/deployment.ts';
import { emptyAccount, healthyAccount, standing } from '../../account.ts';
import { ssm } from '../../aws.ts';
import { environment } from '../../environments.ts';

async function problemsOf(facts = emptyAccount) {
  return (await checkDeployment(environment(), facts)).problems;
}

function rootsAre(Value: string): void {
  ssm.on(GetParametersCommand).resolves({ Parameters: ['/roots/aws', '/roots/manufacturer'].map((Name) => ({ Name, Value })) });
}

beforeEach(healthyAccount);

test('finds nothing wrong with a stack that has its roots and its image', async () => {
  expect(await problemsOf()).toEqual([]);
});

test('refuses a stack without the image of the task', async () => {
  process.env.HSM_USERS_IMAGE = 'missing';

  expect(await problemsOf()).toEqual([
    {
      path: 'deployment.HsmUsersImage',
      problem: 'the stack was deployed without the image of the task that sets up users',
      remedy: expect.stringContaining('npm run publish-image'),
    },
  ]);
});

test.each([
  ['no root', 'missing', 'it holds no certificate'],
  ['a root that is cut', '-----BEGIN CERTIFICATE-----\nMII', 'its SHA-256 is not the one that AWS_ROOT_SHA256 pins'],
])('refuses a stack with %s', async (_, value, problem) => {
  rootsAre(value);

  expect(await problemsOf()).toEqual([
    { path: 'deployment.hardwareRoots', problem: `/roots/aws: ${problem}`, remedy: expect.stringContaining('docs/operations.md') },
  ]);
});

test('asks for no roots where the cluster is initialized: its hardware was verified then', async () => {
  rootsAre('missing');
  const certificates = { cluster: 'signed' } as Cluster['certificates'];

  expect(await problemsOf(standing({ certificates }))).toEqual([]);
  expect(await problemsOf(standing())).toHaveLength(1);
});
