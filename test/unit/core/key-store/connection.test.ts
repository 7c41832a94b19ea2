import { expect, test } from 'vitest';
import { type Asked, connectionProgress } from '../../../../core/key-store/connection.ts';

const since = '2026-01-01T00:00:00.000Z';
const after = (seconds: number) => ({ since, now: new Date(Date.parse(since) + seconds * 1000).toISOString(), deadlineSeconds: 7200 });

function look(state: string, asked: Asked, seconds = 30, failures: string[] = [], errorCode?: string) {
  const keyStore = { keyStoreId: 'cks-1', name: 'keys', clusterId: 'cluster-1', state, errorCode, createdAt: new Date(0) };
  const { ready, pending, failures: codes } = connectionProgress(keyStore, asked, failures, after(seconds));
  const then = ready ? 'ready' : pending ? 'pending' : 'act';
  return codes.length > failures.length ? `${then}, ${codes.at(-1)} counted` : then;
}

test.each<[string, string, string, string]>([
  // state, and what it means where KMS was asked for nothing, to connect, to disconnect
  ['CONNECTED', 'ready', 'ready', 'ready'],
  ['CONNECTING', 'pending', 'pending', 'pending'],
  ['DISCONNECTED', 'act', 'pending', 'act'],
  ['DISCONNECTING', 'pending', 'pending', 'pending'],
  ['FAILED', 'act, NETWORK_ERRORS counted', 'act, NETWORK_ERRORS counted', 'pending'],
])('%s: %s where KMS was asked for nothing, %s to connect, %s to disconnect', (state, nothing, connect, disconnect) => {
  const asked = ['nothing', 'connect', 'disconnect'] as const;

  expect(asked.map((one) => look(state, one, 30, [], 'NETWORK_ERRORS'))).toEqual([nothing, connect, disconnect]);
});

test('what was there before the request is late for ten minutes, and then a fact', () => {
  expect(look('FAILED', 'disconnect', 600)).toBe('pending');
  expect(look('FAILED', 'disconnect', 601)).toBe('act');
  expect(look('DISCONNECTED', 'connect', 600)).toBe('pending');
  expect(() => look('DISCONNECTED', 'connect', 601)).toThrow(/is DISCONNECTED, though this run has asked KMS to connect it/);
  expect(() => look('DISCONNECTING', 'connect', 601)).toThrow(/is DISCONNECTING/);
});

test('a state that nobody knows is no reason to wait', () => {
  expect(() => look('PARKED', 'connect')).toThrow(/is PARKED/);
});

test.each([
  ['NETWORK_ERRORS', 180],
  ['INTERNAL_ERROR', 60],
  ['INVALID_CREDENTIALS', 0],
])('after %s the key store stays disconnected for %i seconds', (code, pause) => {
  expect(look('DISCONNECTED', 'disconnect', pause, [code])).toBe('act');
  if (pause > 0) expect(look('DISCONNECTED', 'disconnect', pause - 1, [code])).toBe('pending');
});

test('gives up after the deadline', () => {
  expect(() => look('CONNECTING', 'connect', 7201)).toThrow(/not done after 7201 s/);
});

test('waits as long as connecting or disconnecting usually takes', () => {
  const keyStore = { keyStoreId: 'cks-1', name: 'keys', clusterId: 'cluster-1', errorCode: undefined, createdAt: new Date(0) };
  const seconds = (state: string, asked: Asked) => connectionProgress({ ...keyStore, state }, asked, [], after(0)).waitSeconds;

  expect(seconds('CONNECTING', 'connect')).toBe(300);
  expect(seconds('DISCONNECTING', 'disconnect')).toBe(10);
  expect(seconds('DISCONNECTING', 'nothing')).toBe(10);
});

const disconnected = {
  keyStoreId: 'cks-1',
  name: 'keys',
  clusterId: 'cluster-1',
  state: 'DISCONNECTED',
  errorCode: undefined,
  createdAt: new Date(0),
};

test.each([
  ['what provisioning mends is mended before KMS is asked again', ['USER_LOCKED_OUT'], true],
  [
    'what may pass by itself is not, until KMS has been asked three times',
    ['INSUFFICIENT_CLOUDHSM_HSMS', 'INSUFFICIENT_CLOUDHSM_HSMS'],
    undefined,
  ],
  ['then it is', ['INSUFFICIENT_CLOUDHSM_HSMS', 'INSUFFICIENT_CLOUDHSM_HSMS', 'INSUFFICIENT_CLOUDHSM_HSMS'], true],
  ['what nobody can mend is not', ['SUBNET_NOT_FOUND'], undefined],
])('%s', (_, failures, mend) => {
  expect(connectionProgress(disconnected, 'disconnect', failures, after(600))).toMatchObject({ ready: false, pending: false, failures });
  expect(connectionProgress(disconnected, 'disconnect', failures, after(600)).mend).toBe(mend);
});

test('the pause after a connection that failed is waited out, and no longer', () => {
  const look = (seconds: number) => connectionProgress(disconnected, 'disconnect', ['INTERNAL_ERROR'], after(seconds));

  expect(look(45.5)).toEqual({ ready: false, pending: true, waitSeconds: 15, pace: 1, failures: ['INTERNAL_ERROR'] });
  expect(look(60)).toEqual({ ready: false, pending: false, waitSeconds: 0, pace: 1, failures: ['INTERNAL_ERROR'] });
});

test('a connection that fails without a code counts as well, and the pace stays what it was', () => {
  const failed = { ...disconnected, state: 'FAILED' };

  expect(connectionProgress(failed, 'connect', [], { ...after(30), pace: 1.5 })).toEqual({
    ready: false,
    pending: false,
    waitSeconds: 0,
    pace: 1.5,
    failures: ['no code'],
  });
});

test('what is awaited is told: the connection, or that KMS lets go of the HSMs first', () => {
  const awaited = (state: string, asked: Asked) => connectionProgress({ ...disconnected, state }, asked, [], after(1)).awaited;

  expect([awaited('CONNECTED', 'nothing'), awaited('CONNECTING', 'connect'), awaited('DISCONNECTED', 'connect')]).toEqual(
    Array(3).fill('connectKeyStore'),
  );
  expect([awaited('DISCONNECTING', 'connect'), awaited('CONNECTED', 'disconnect'), awaited('FAILED', 'disconnect')]).toEqual(
    Array(3).fill('disconnectKeyStore'),
  );
});
