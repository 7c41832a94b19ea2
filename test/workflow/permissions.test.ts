import { expect, test } from 'vitest';
import { request } from '../local-aws.ts';
import { type Deployment, deployed, onEachRequest } from './deployment.ts';
import { production, withoutKeyStore } from './environment-file.ts';

/** What no run on this machine can use: its image of the task comes from no registry. */
const beyondThisMachine = /^HsmUsersExecutionRole: ecr:/;

const withoutNat = {
  id: 'vpc-0123456789abcdef0',
  nat: false,
  endpoints: ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'],
  subnets: ['a', 'b', 'c'].map((zone, index) => ({ id: production.subnetIds[index]!, availabilityZone: `us-east-1${zone}` })),
  securityGroups: [{ id: 'sg-0e6e55e6e55e6e55e' }],
};

test('every permission of every role is used by some workflow, and no call goes beyond them', async () => {
  const deployment = await deployed({ account: { vpcs: [withoutNat] } });
  await exerciseEveryWorkflow(deployment);
  const { iam } = deployment.world;
  const unused = Object.entries(deployment.stack.resources)
    .filter(([, { type }]) => type === 'AWS::IAM::Role')
    .flatMap(([role, { arn }]) => iam.unexercised(arn!).map(({ action, resources }) => `${role}: ${action} on ${resources.join(', ')}`));
  expect(unused.filter((permission) => !beyondThisMachine.test(permission))).toEqual([]);
});

/** Runs that between them do everything that a workflow can do. */
async function exerciseEveryWorkflow(deployment: Deployment): Promise<void> {
  const { emulator, world } = deployment;
  const keepLeases = loseLeaseBeforeEachChange(deployment);
  world.kms.failNextConnection('USER_LOGGED_IN');
  expect((await deployment.run(production)).error).toBe('KeyStoreConnectionFailed');
  expect((await deployment.run(production)).status).toBe('SUCCEEDED');

  world.cloudhsmv2.fates.hsms.push({ ends: 'DEGRADED' });
  const requested = withoutKeyStore({ name: 'staging', onFailure: 'remove' });
  const entry = { Source: 'cloudhsm.lifecycle', DetailType: 'Environment Requested', Detail: JSON.stringify(requested) };
  await request(emulator, 'events', 'PutEvents', { Entries: [entry] });
  await world.clock.idle();
  expect([...world.cloudhsmv2.clusters.values()].map(({ state }) => state)).toEqual(['ACTIVE', 'DELETED']);

  const testing = withoutKeyStore({ name: 'testing', hsmCount: 1, purpose: 'testing', certificateAuthority: { type: 'self-signed' } });
  expect((await deployment.run(testing)).status).toBe('SUCCEEDED');

  keepLeases();
  world.kms.aliases.clear(); // as an earlier version left its keys
  const file = { ...production, backupRetentionDays: 30 };
  const [first, same] = [await deployment.start(file), await deployment.start(file)];
  await world.clock.idle();
  expect([(await deployment.ended(first)).status, (await deployment.ended(same)).status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
}

/** As after a redrive: the lease was freed when the run failed, and whoever changes something takes it again. */
function loseLeaseBeforeEachChange({ world, stack }: Deployment): () => void {
  const table = stack.resources.LeaseTable!.physicalId;
  const changes = /-(create-cluster|create-hsm|initialize-cluster|create-key-store|connect-key-store|create-kms-key|remove-created)$/;
  const person = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'person' } as const;
  return onEachRequest(world, 'lambda:Invoke', ({ FunctionName }: { FunctionName: string }) => {
    if (!changes.test(FunctionName)) return;
    for (const environment of ['production', 'staging', 'testing']) {
      const input = { TableName: table, Key: { environment: { S: environment } } };
      void world.dynamodb.call('DeleteItem', input, person);
    }
  });
}
