import { DeleteHsmCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { handler } from '../../../functions/remove-hsm.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const hsm = { hsmId: 'hsm-aaaaaaaaaa1', eniId: 'eni-00000001' };
const event = { environment: 'production', lease, clusterId, hsm };
const deleted = () => cloudhsm.commandCalls(DeleteHsmCommand).map(({ args }) => args[0].input.HsmId);

/** The HSM that is to go, beside another one. */
function hsmIs(changes: object, tags = {}, another: object = {}): void {
  cloudhsm
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [describedCluster({ tags, Hsms: [describedHsm(1, changes), describedHsm(2, another)] })] });
}

beforeEach(() => {
  cloudhsm.reset();
  cloudhsm.on(DeleteHsmCommand).resolves({});
  emptyRecord();
  leaseHeldBy(execution);
});

test('removes an HSM and lists it as removed', async () => {
  hsmIs({});

  await handler(event, context);

  expect(deleted()).toEqual([hsm.hsmId]);
  expect(await doneBy(lease)).toEqual({ created: [], removed: [hsm.hsmId] });
});

test('knows one that CloudHSM has replaced by its ENI', async () => {
  hsmIs({ HsmId: 'hsm-bbbbbbbbbb1' });

  await handler(event, context);

  expect(deleted()).toEqual(['hsm-bbbbbbbbbb1']);
  expect((await doneBy(lease)).removed).toEqual(['hsm-bbbbbbbbbb1']);
});

test.each(['DELETE_IN_PROGRESS', 'DELETED'] as const)('leaves one alone that is %s', async (State) => {
  hsmIs({ State });

  await handler(event, context);

  expect(deleted()).toEqual([]);
});

test('one that is gone in the meantime is removed', async () => {
  hsmIs({});
  cloudhsm.on(DeleteHsmCommand).rejects(rejection('CloudHsmResourceNotFoundException'));

  await handler(event, context);

  expect(await doneBy(lease)).toMatchObject({ removed: [hsm.hsmId] });
});

test('waits for one that CloudHSM still makes', async () => {
  hsmIs({ State: 'CREATE_IN_PROGRESS' });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterBusy' });
});

test('removes nothing of a cluster that is not the environment’s', async () => {
  hsmIs({}, { 'cloudhsm-lifecycle:environment': 'another' });

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'ClusterMissing' });
  expect(deleted()).toEqual([]);
});

test('removes nothing while another execution holds the lease', async () => {
  hsmIs({});
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(deleted()).toEqual([]);
});

test('what CloudHSM refuses is neither removed nor said to be', async () => {
  hsmIs({});
  cloudhsm.on(DeleteHsmCommand).rejects(rejection('CloudHsmAccessDeniedException'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await doneBy(lease)).removed).toEqual([]);
});

test.each(['DEGRADED', 'CREATE_IN_PROGRESS', 'DELETE_IN_PROGRESS'] as const)(
  'where another has to work meanwhile, nothing is removed while the only other one is %s',
  async (State) => {
    hsmIs({}, {}, { State });

    await expect(handler({ ...event, whileAnother: true }, context)).rejects.toMatchObject({
      name: 'LastHsmDegraded',
      details: { doing: `removing the HSM ${hsm.hsmId}`, to: clusterId },
    });
    expect(deleted()).toEqual([]);
  },
);

test.each(['DEGRADED', 'ACTIVE'] as const)(
  'where another has to work meanwhile, one that is %s goes while another is ACTIVE',
  async (State) => {
    hsmIs({ State });

    await handler({ ...event, whileAnother: true }, context);

    expect(deleted()).toEqual([hsm.hsmId]);
  },
);

test('the last one that works goes where no other has to, as when an environment is parked', async () => {
  hsmIs({}, {}, { State: 'DELETED' });

  await handler(event, context);

  expect(deleted()).toEqual([hsm.hsmId]);
});

test('one that is gone by itself needs no other that works', async () => {
  hsmIs({ State: 'DELETED' }, {}, { State: 'DEGRADED' });

  await handler({ ...event, whileAnother: true }, context);

  expect((await doneBy(lease)).removed).toEqual([hsm.hsmId]);
});
