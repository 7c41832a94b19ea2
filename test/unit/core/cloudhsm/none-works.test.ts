import { expect, test } from 'vitest';
import { anotherHsm, haveAllFailed, requireWorkingHsm } from '../../../../core/cloudhsm/none-works.ts';
import { environment } from '../../environments.ts';
import { clusterOf, hsm } from '../found-cluster.ts';

const [a, b] = ['us-east-1a', 'us-east-1b'];
const subnetMapping = { [b]: 'subnet-b', [a]: 'subnet-a' };
const doing = { doing: 'rotating passwords', whatFor: 'and users are on HSMs' };

function clusterWith(...hsms: ReturnType<typeof hsm>[]) {
  return { ...clusterOf([]), subnetMapping, hsms };
}

const require = (...hsms: ReturnType<typeof hsm>[]) => requireWorkingHsm(clusterWith(...hsms), environment({ hsmCount: 3 }), doing);

test('one HSM that works is enough', () => {
  expect(() => require(hsm(a, 'DEGRADED'), hsm(b))).not.toThrow();
});

test.each([
  ['stands', []],
  ['is there yet', [hsm(a, 'CREATE_IN_PROGRESS')]],
  ['stays', [hsm(a, 'DELETE_IN_PROGRESS')]],
  ['works, and one comes', [hsm(a, 'DEGRADED'), hsm(b, 'CREATE_IN_PROGRESS')]],
])('where none %s, the environment is brought to its HSMs first', (_, hsms) => {
  expect(() => require(...hsms)).toThrow(
    expect.objectContaining({
      name: 'EnvironmentIncomplete',
      details: {
        doing: 'rotating passwords',
        to: 'cluster-aaaaaaaaaaa',
        problem: 'no HSM of it is ACTIVE, and users are on HSMs',
        remedy: '`npx hsm scale production --hsms 3`, then start the workflow again',
      },
    }),
  );
});

test('where all have failed, another is made beside them: they may hold what no backup has', () => {
  expect(() => require(hsm(a, 'DEGRADED'), hsm(b, 'DELETED'))).toThrow(
    expect.objectContaining({
      name: 'LastHsmDegraded',
      details: expect.objectContaining({
        problem: 'no HSM of it is ACTIVE, and hsm-us-east-1a may hold what no backup has',
        remedy: expect.stringContaining('`aws cloudhsmv2 create-hsm --cluster-id cluster-aaaaaaaaaaa --availability-zone us-east-1b`'),
      }),
    }),
  );
});

test.each([
  [true, 'all of them are DEGRADED', [hsm(a, 'DEGRADED'), hsm(b, 'DEGRADED')]],
  [true, 'those that are not going are DEGRADED', [hsm(a, 'DEGRADED'), hsm(b, 'DELETE_IN_PROGRESS')]],
  [false, 'one works', [hsm(a, 'DEGRADED'), hsm(b)]],
  [false, 'one comes', [hsm(a, 'DEGRADED'), hsm(b, 'CREATE_IN_PROGRESS')]],
  [false, 'there is none', []],
  [false, 'the last one goes', [hsm(a, 'DELETE_IN_PROGRESS')]],
])('have all failed: %s, where %s', (expected, _, hsms) => {
  expect(haveAllFailed(clusterWith(...hsms))).toBe(expected);
});

test.each([
  ['has none', [hsm(a)], b],
  ['has one that is gone', [hsm(a), hsm(b, 'DELETED')], b],
  ['comes first, where each has one', [hsm(b), hsm(a)], a],
  ['comes first, where none has one', [], a],
  ['has none, not even one that is going', [hsm(a, 'DELETE_IN_PROGRESS')], b],
])('another HSM is made in the zone that %s', (_, hsms, zone) => {
  expect(anotherHsm(clusterWith(...hsms))).toBe(
    `\`aws cloudhsmv2 create-hsm --cluster-id cluster-aaaaaaaaaaa --availability-zone ${zone}\``,
  );
});
