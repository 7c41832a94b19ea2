import { expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { zoneRefusal, zonesRefused, zoneWarnings } from '../../../../core/cloudhsm/zone-refusal.ts';
import { LifecycleError } from '../../../../core/errors/lifecycle-error.ts';
import { rejection } from '../../service-errors.ts';

const refused = new Map([
  ['us-east-1a', 'not available'],
  ['us-east-1b', 'no capacity'],
]);

function rejected(cause: Error, name: 'RequestRejected' | 'TransientServiceError' = 'RequestRejected'): LifecycleError {
  return new LifecycleError(name, { doing: 'creating an HSM', to: 'cluster-1', problem: cause.message }, { cause });
}

test('what CloudHSM refuses may be for the zone, in its words', () => {
  const words = 'AWS CloudHSM is not available in us-east-1a';

  expect(zoneRefusal(rejected(rejection('CloudHsmInvalidRequestException', words)))).toBe(words);
});

test.each([
  ['the quota of the account', rejected(rejection('CloudHsmInvalidRequestException', 'The HSM limit was exceeded'))],
  ['a cluster that has no administrator', rejected(rejection('CloudHsmInvalidRequestException', 'The cluster is not fully activated'))],
  ['a cluster that is gone', rejected(rejection('CloudHsmResourceNotFoundException', 'no such cluster'))],
  ['a failure of CloudHSM', rejected(rejection('CloudHsmInvalidRequestException', 'failed'), 'TransientServiceError')],
  ['no answer of CloudHSM', rejection('CloudHsmInvalidRequestException', 'it is not explained yet')],
])('%s is refused in every zone alike', (_, error) => {
  expect(zoneRefusal(error)).toBeUndefined();
});

test.each([
  [undefined, 'a cluster keeps its subnets: delete it'],
  ['PEM', 'a cluster keeps its subnets, and this one may hold keys: if it holds none, delete it'],
])('a cluster for which no zone is left is deleted by people alone, who know what it holds (certificate: %s)', (certificate, remedy) => {
  const cluster = { clusterId: 'cluster-1', hsms: [], certificates: { cluster: certificate } } as unknown as Cluster;

  expect(zonesRefused(cluster, 'an HSM', refused)).toMatchObject({
    name: 'ZonesRefused',
    details: {
      problem: 'there is no zone left for an HSM: CloudHSM refuses them in us-east-1a (not available), us-east-1b (no capacity)',
      remedy: `${remedy} (\`aws cloudhsmv2 delete-cluster --cluster-id cluster-1\`); then name subnets of other zones in subnetIds and start the workflow again`,
    },
  });
});

test('a run that left zones out warns of them, and else of nothing', () => {
  expect(zoneWarnings(new Map())).toEqual([]);
  expect(zoneWarnings(refused)).toMatchObject([{ path: 'subnetIds', problem: expect.stringContaining('us-east-1b (no capacity)') }]);
});
