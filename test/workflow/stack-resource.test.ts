import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTemplate } from '../../emulator/cloudformation/read-template.ts';
import { sharedDeployment } from './deployment.ts';
import { environmentNamed, ofTwoHsms, withoutKeyStore } from './environment-file.ts';
import { askAsStack, EnvironmentStack } from './environment-stack.ts';
import { paymentsStack } from './stack-request.ts';

const deployment = sharedDeployment();

type Asked = Pick<Parameters<typeof askAsStack>[1], 'RequestType' | 'PhysicalResourceId'>;

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

function clusterStates(environment: string): string[] {
  const clusters = [...deployment().home.cloudhsmv2.clusters.values()];
  return clusters.filter(({ tags }) => tags.get('cloudhsm-lifecycle:environment') === environment).map(({ state }) => state);
}

test('the stack of the example creates an environment, waits for it, and gets its cluster and key', async () => {
  const { emulator, stack: own } = deployment();
  const stack = await emulator.deploy({
    template: readTemplate(readFileSync('examples/integrations/stack.yaml', 'utf8')),
    parameters: { ServiceToken: own.outputs.EnvironmentServiceToken!, File: JSON.stringify(ofTwoHsms('stacked')) },
    artifacts: '/nowhere',
    stackName: 'cloudhsm-production',
  });

  expect(clusterStates('stacked')).toEqual(['ACTIVE']);
  expect(stack.resources.Environment).toMatchObject({ physicalId: 'stacked' });
  expect(stack.outputs).toEqual({ ClusterId: expect.stringMatching(/^cluster-/), KeyArn: expect.stringMatching(/^arn:aws:kms:.*:key\//) });

  // what the documentation says there is to get, and to give
  const documentation = readFileSync('docs/integrations.md', 'utf8');
  const [, attributes = ''] = /`Fn::GetAtt` gives (.*?)[;.]/s.exec(documentation) ?? [];
  const { Data } = await askAsStack(deployment(), {
    RequestType: 'Update',
    PhysicalResourceId: 'stacked',
    StackId: deployment().home.cloudformation.stack('cloudhsm-production').id,
    ResourceProperties: { File: JSON.stringify(ofTwoHsms('stacked')) },
  });
  expect(Object.keys(Data!)).toEqual([...attributes.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(documentation).toContain(own.outputs.EnvironmentServiceToken);

  // it stays where nobody says that it goes with its stack
  const { home } = deployment();
  const ask = (operation: string) =>
    home.call('cloudformation', operation, { StackName: 'cloudhsm-production' }, { kind: 'person', arn: 'person', accessKeyId: 'person' });
  await ask('DeleteStack');
  await home.clock.idle();
  await expect(ask('DescribeStacks')).rejects.toThrow('does not exist');
  expect(clusterStates('stacked')).toEqual(['ACTIVE']);
});

test('a file that does not pass fails the stack, in words', async () => {
  const faulty = { ...withoutKeyStore({ name: 'faulty' }), hsmCount: 0 };
  await expect(stackWith(faulty)).rejects.toThrow(/Received response status \[FAILED\].*InvalidEnvironment.*hsmCount: 0 is not accepted/s);
  await expect(stackWith('no file')).rejects.toThrow(/Reading the property File.*it is no JSON/s);
  expect(clusterStates('faulty')).toEqual([]);
});

test('a file so large that Step Functions does not hand over why its run has failed fails the stack in the same words', async () => {
  const { keyStore, ...file } = environmentNamed('verbose');
  const keys = ['documents', 'letters'].map((name) => ({ name, description: '"'.repeat(5000) }));
  const stack = new EnvironmentStack(deployment());
  const File = JSON.stringify({ ...file, hsmCount: 0, keyStore: { ...keyStore, keys } });
  expect(await stack.create({ File })).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(/^InvalidEnvironment: .*hsmCount: 0 is not accepted/),
  });
});

test('a resource changes its environment with its file, hands over to one of another name, and takes it along when it goes and is told to', async () => {
  const stack = new EnvironmentStack(deployment());
  const file = withoutKeyStore({ name: 'growing', purpose: 'testing' });
  const wanted = (changed: object, DeleteEnvironment: string) => ({ File: JSON.stringify({ ...file, ...changed }), DeleteEnvironment });
  expect(await stack.create(wanted({}, 'false'))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'growing' });

  expect(await stack.update(wanted({ hsmCount: 3 }, 'false'))).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'growing',
    Data: { ClusterId: expect.stringMatching(/^cluster-/) },
  });
  const grown = [...deployment().home.cloudhsmv2.clusters.values()].at(-1)!;
  expect(grown.hsms.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);

  const refused = await stack.update(wanted({ hsmCount: 3, mode: 'NON_FIPS' }, 'true'));
  expect(refused).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('its mode is FIPS, not NON_FIPS') });
  expect([stack.physicalId, clusterStates('growing')]).toEqual(['growing', ['ACTIVE']]);

  expect(await stack.update(wanted({ name: 'grown' }, 'true'))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'grown' });
  expect([clusterStates('growing'), clusterStates('grown')]).toEqual([['ACTIVE'], ['ACTIVE']]);

  expect(await stack.remove()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'grown' });
  expect([clusterStates('growing'), clusterStates('grown')]).toEqual([['ACTIVE'], ['DELETED']]);
  // CloudFormation asks again where it has not heard
  expect(await stack.remove()).toMatchObject({ Status: 'SUCCESS' });
});

test('a resource that changes or goes while another run works on its environment comes after that', async () => {
  const stack = new EnvironmentStack(deployment());
  const file = withoutKeyStore({ name: 'busy', purpose: 'testing' });
  const wanted = (changed: object) => ({ File: JSON.stringify({ ...file, ...changed }), DeleteEnvironment: 'true' });
  expect(await stack.create(wanted({}))).toMatchObject({ Status: 'SUCCESS' });

  await deployment().start({ environment: 'busy', hsms: 3 }, 'scale');
  expect(await stack.update(wanted({ hsmCount: 3, cryptoUsers: ['application', 'reports'] }))).toMatchObject({ Status: 'SUCCESS' });
  const { hsms } = [...deployment().home.cloudhsmv2.clusters.values()].at(-1)!;
  expect(hsms.map(({ users }) => users.some(({ username }) => username === 'reports'))).toEqual([true, true, true]);

  await deployment().start({ environment: 'busy' }, 'rotate');
  expect(await stack.remove()).toMatchObject({ Status: 'SUCCESS' });
  expect(clusterStates('busy')).toEqual(['DELETED']);
});

test('a stack that fails to take over an environment leaves it as it was, whatever it says of deleting', async () => {
  const standing = withoutKeyStore({ name: 'standing', purpose: 'testing' });
  expect((await deployment().run(standing)).status).toBe('SUCCEEDED');
  const other = { File: JSON.stringify({ ...standing, mode: 'NON_FIPS' }), DeleteEnvironment: 'true', DeleteBackups: 'true' };

  const stack = new EnvironmentStack(deployment());
  expect(await stack.create(other)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('its mode is FIPS, not NON_FIPS') });
  expect(clusterStates('standing')).toEqual(['ACTIVE']);

  // nor does one that wanted to take it in the place of its own
  const own = { ...standing, name: 'own' };
  expect(await stack.create({ File: JSON.stringify(own) })).toMatchObject({ Status: 'SUCCESS' });
  expect(await stack.update(other)).toMatchObject({ Status: 'FAILED' });
  expect([stack.physicalId, clusterStates('own'), clusterStates('standing')]).toEqual(['own', ['ACTIVE'], ['ACTIVE']]);
  expect(await stack.remove()).toMatchObject({ Status: 'SUCCESS' });
  expect(clusterStates('own')).toEqual(['ACTIVE']);
});

test('an environment is one stack’s: another is refused at once, and takes nothing along when it goes', async () => {
  const file = withoutKeyStore({ name: 'held', purpose: 'testing' });
  const wanted = { File: JSON.stringify(file), DeleteEnvironment: 'true' };
  const first = new EnvironmentStack(deployment());
  expect(await first.create(wanted)).toMatchObject({ Status: 'SUCCESS' });
  const another = (asked: Asked) => askAsStack(deployment(), { ...asked, StackId: `${paymentsStack}-other`, ResourceProperties: wanted });

  expect(await another({ RequestType: 'Create' })).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: 'none',
    Reason: expect.stringMatching(/it is a resource of another stack already: arn:aws:cloudformation:.*`aws dynamodb update-item /),
  });
  expect(await another({ RequestType: 'Delete', PhysicalResourceId: 'held' })).toMatchObject({ Status: 'SUCCESS' });
  expect(clusterStates('held')).toEqual(['ACTIVE']);

  // a resource that gets another logical id is made before the old one goes
  const renamed = (asked: Asked) => askAsStack(deployment(), { ...asked, LogicalResourceId: 'Renamed', ResourceProperties: wanted });
  expect(await renamed({ RequestType: 'Create' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'held' });
  expect(await first.remove()).toMatchObject({ Status: 'SUCCESS' });
  expect(clusterStates('held')).toEqual(['ACTIVE']);

  expect(await renamed({ RequestType: 'Delete', PhysicalResourceId: 'held' })).toMatchObject({ Status: 'SUCCESS' });
  expect(clusterStates('held')).toEqual(['DELETED']);
  expect(await another({ RequestType: 'Create' })).toMatchObject({ Status: 'SUCCESS' });
});

test.each([
  ['sign', { certificateAuthority: { type: 'external' as const } }, 'certificateAuthority.type is external: people sign the certificate'],
  [
    'activate',
    { activation: { type: 'ceremony' as const, securityGroupIds: ['sg-0e6e55e6e55e6e55e'] } },
    'activation.type is ceremony: people activate the cluster',
  ],
])('a file that people have to %s for is refused at once: CloudFormation waits for an hour', async (_, changes, problem) => {
  const { home } = deployment();
  const stack = new EnvironmentStack(deployment());
  const began = home.clock.now();
  expect(await stack.create({ File: JSON.stringify(withoutKeyStore({ name: 'by-people', ...changes })) })).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringMatching(new RegExp(`${problem}.*hsm provision -f by-people.json`)),
  });
  expect(home.clock.now() - began).toBeLessThan(60_000);
  expect(clusterStates('by-people')).toEqual([]);
});
