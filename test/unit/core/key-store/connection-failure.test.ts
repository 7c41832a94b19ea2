import { expect, test } from 'vitest';
import { anotherTry, connectionFailure, isMended } from '../../../../core/key-store/connection-failure.ts';

const tied = { keyStoreId: 'cks-1', clusterId: 'cluster-aaaaaaaaaaa' };

test('the first try is made at once', () => {
  expect(anotherTry([])).toBe(0);
});

test.each([
  ['INVALID_CREDENTIALS', undefined],
  ['USER_NOT_FOUND', undefined],
  ['USER_LOCKED_OUT', undefined],
  ['USER_LOGGED_IN', undefined],
  ['SUBNET_NOT_FOUND', undefined],
  ['INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET', undefined],
  ['INSUFFICIENT_CLOUDHSM_HSMS', 180],
  ['CLUSTER_NOT_FOUND', 180],
  ['NETWORK_ERRORS', 180],
  ['INTERNAL_ERROR', 60],
  ['SOMETHING_NEW', undefined],
])('after %s KMS is asked again in %s seconds', (code, seconds) => {
  expect(anotherTry([code])).toBe(seconds);
});

test('three tries are made in a run', () => {
  expect(anotherTry(['INTERNAL_ERROR', 'NETWORK_ERRORS'])).toBe(180);
  expect(anotherTry(['INTERNAL_ERROR', 'NETWORK_ERRORS', 'NETWORK_ERRORS'])).toBeUndefined();
});

test.each([
  ['INVALID_CREDENTIALS', /provision the environment again: while the key store is disconnected, that gives kmsuser the password/],
  ['USER_NOT_FOUND', /provision the environment again: that makes kmsuser on every HSM/],
  ['USER_LOCKED_OUT', /password of its secret on every HSM before KMS connects, which unlocks it/],
  ['USER_LOGGED_IN', /`logout` in their cloudhsm-cli/],
  ['INSUFFICIENT_CLOUDHSM_HSMS', /`aws cloudhsmv2 describe-clusters --filters clusterIds=cluster-aaaaaaaaaaa`/],
  ['CLUSTER_NOT_FOUND', /give to the key store cks-1 \(UpdateCustomKeyStore, CloudHsmClusterId\); this workflow cannot do it/],
  ['NETWORK_ERRORS', /TCP 2223 to 2225.*`aws ec2 describe-security-groups .*cloudhsm-cluster-cluster-aaaaaaaaaaa-sg`/],
  ['SUBNET_NOT_FOUND', /`aws cloudhsmv2 describe-backups --filters clusterIds=cluster-aaaaaaaaaaa`.*starting it again does not help$/],
  ['INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET', /a free address in each private subnet/],
  ['INTERNAL_ERROR', /AWS Support/],
  ['SOMETHING_NEW', /look up SOMETHING_NEW in the KMS Developer Guide/],
])('says what to do about %s', (code, remedy) => {
  expect(connectionFailure(tied, [code])).toMatchObject({
    name: 'KeyStoreConnectionFailed',
    details: { to: 'cks-1', problem: `KMS reports ${code}`, remedy: expect.stringMatching(remedy) },
  });
});

test('says how often KMS has tried', () => {
  expect(connectionFailure(tied, ['NETWORK_ERRORS', 'INTERNAL_ERROR']).details.problem).toBe(
    'KMS reports INTERNAL_ERROR, after 2 tries (NETWORK_ERRORS, INTERNAL_ERROR)',
  );
});

test.each([
  [true, ['INVALID_CREDENTIALS']],
  [true, ['USER_NOT_FOUND']],
  [true, ['USER_LOCKED_OUT']],
  [true, ['INSUFFICIENT_CLOUDHSM_HSMS']],
  [true, ['NETWORK_ERRORS', 'INVALID_CREDENTIALS']],
  [false, ['INVALID_CREDENTIALS', 'NETWORK_ERRORS']],
  [false, ['USER_LOGGED_IN']],
  [false, ['CLUSTER_NOT_FOUND']],
  [false, ['SUBNET_NOT_FOUND']],
  [false, ['INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET']],
  [false, ['INTERNAL_ERROR']],
  [false, ['SOMETHING_NEW']],
  [false, []],
])('setting up kmsuser and HSMs mends (%s) what connections have failed of: %j', (expected, failures) => {
  expect(isMended(failures)).toBe(expected);
});

test('a connection that failed without a code is told to be', () => {
  expect(connectionFailure(tied, []).details.problem).toBe('KMS reports no code');
});
