import { readFileSync } from 'node:fs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { readTemplate } from '../../emulator/cloudformation/read-template.ts';
import { connectionTo } from '../local-aws.ts';
import { sharedDeployment } from './deployment.ts';
import { environmentNamed, withoutKeyStore } from './environment-file.ts';
import { stackRequest } from './stack-request.ts';

const deployment = sharedDeployment();

/** Somebody else's stack, with an environment in it. */
async function stackWith(file: unknown, more: Record<string, unknown> = {}) {
  const { emulator, stack } = deployment();
  const Environment = {
    Type: 'Custom::CloudHsmEnvironment',
    Properties: {
      ServiceToken: stack.outputs.EnvironmentServiceToken,
      File: typeof file === 'string' ? file : JSON.stringify(file),
      ...more,
    },
  };
  const attribute = (name: string) => ({ Value: { 'Fn::GetAtt': ['Environment', name] } });
  const Outputs = { Cluster: attribute('ClusterId'), Key: attribute('KeyArn') };
  return emulator.deploy({ template: { Resources: { Environment }, Outputs } as never, artifacts: '/nowhere', stackName: 'payments' });
}

/** What CloudFormation is told where the resource goes. */
function removed(PhysicalResourceId: string, ResourceProperties: Record<string, string> = {}) {
  return answerTo('Delete', PhysicalResourceId, ResourceProperties);
}

async function answerTo(RequestType: string, PhysicalResourceId: string, ResourceProperties: Record<string, string>) {
  const { emulator, stack, home } = deployment();
  const asked = stackRequest(emulator.url, { RequestType, PhysicalResourceId, ResourceProperties });
  const lambda = new LambdaClient(connectionTo(home));
  await lambda.send(new InvokeCommand({ FunctionName: stack.outputs.EnvironmentServiceToken, Payload: JSON.stringify(asked) }));
  await home.clock.idle();
  return (await fetch(asked.ResponseURL)).json();
}

function clusterStates(environment: string): string[] {
  const clusters = [...deployment().home.cloudhsmv2.clusters.values()];
  return clusters.filter(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === environment).map(({ state }) => state);
}

test('the stack of the example creates an environment, waits for it, and gets its cluster and key', async () => {
  const { emulator, stack: own } = deployment();
  const stack = await emulator.deploy({
    template: readTemplate(readFileSync('examples/integrations/stack.yaml', 'utf8')),
    parameters: { ServiceToken: own.outputs.EnvironmentServiceToken!, File: JSON.stringify(environmentNamed('stacked')) },
    artifacts: '/nowhere',
    stackName: 'cloudhsm-production',
  });

  expect(clusterStates('stacked')).toEqual(['ACTIVE']);
  expect(stack.resources.Environment).toMatchObject({ physicalId: 'stacked' });
  expect(stack.outputs).toEqual({ ClusterId: expect.stringMatching(/^cluster-/), KeyArn: expect.stringMatching(/^arn:aws:kms:.*:key\//) });
});

test('a file that does not pass fails the stack, in words', async () => {
  const faulty = { ...withoutKeyStore({ name: 'faulty' }), hsmCount: 0 };
  await expect(stackWith(faulty)).rejects.toThrow(/Received response status \[FAILED\].*InvalidEnvironment.*hsmCount: 0 is not accepted/s);
  await expect(stackWith('no file')).rejects.toThrow(/Reading the property File.*it is no JSON/s);
  expect(clusterStates('faulty')).toEqual([]);
});

test('a resource whose file changes changes its environment; one of another name takes its place, and the first stays until it is deleted', async () => {
  const file = withoutKeyStore({ name: 'growing', purpose: 'testing' });
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');
  const changedTo = (changed: object, more: Record<string, string> = {}) =>
    answerTo('Update', 'growing', { File: JSON.stringify(changed), ...more });

  expect(await changedTo({ ...file, hsmCount: 3 })).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'growing',
    Data: { ClusterId: expect.stringMatching(/^cluster-/) },
  });
  const grown = [...deployment().home.cloudhsmv2.clusters.values()].at(-1)!;
  expect(grown.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  expect(await changedTo({ ...file, hsmCount: 3, mode: 'NON_FIPS' }, { first: '' })).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: 'growing',
    Reason: expect.stringContaining('ClusterMismatch'),
  });

  expect(await changedTo({ ...file, name: 'grown' }, { first: '', second: '' })).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'grown',
  });
  expect([clusterStates('growing'), clusterStates('grown')]).toEqual([['ACTIVE'], ['ACTIVE']]);
});

test('a resource that goes leaves its environment, and takes it along only when told to', async () => {
  const file = withoutKeyStore({ name: 'leaving', purpose: 'testing' });
  expect((await deployment().run(file)).status).toBe('SUCCEEDED');

  expect(await removed('leaving')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'leaving' });
  expect(clusterStates('leaving')).toEqual(['ACTIVE']);

  expect(await removed('leaving', { DeleteEnvironment: 'true', DeleteBackups: 'true' })).toMatchObject({ Status: 'SUCCESS' });
  expect(clusterStates('leaving')).toEqual(['DELETED']);

  expect(await removed('none', { DeleteEnvironment: 'true' })).toMatchObject({ Status: 'SUCCESS' });
});
