import { once } from 'node:events';
import { connect } from 'node:net';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection, localAws, request } from '../local-aws.ts';

describe('the local AWS', () => {
  it('refuses an operation that it does not emulate by name', async () => {
    const emulator = await localAws();
    await expect(request(emulator, 'kms', 'ReEncryptEverything')).rejects.toMatchObject({ code: 'UnknownOperationException' });
    await expect(new KMSClient(connection(emulator)).send(new ListKeysCommand({ Limit: 0 }))).rejects.toThrow();
  });

  it('says that it is well, what time it is and where its programs are', async () => {
    const emulator = await localAws();
    const response = await fetch(`${emulator.url}/_emulator/health`);
    expect(await response.json()).toEqual({ status: 'ok', now: '2026-01-05T09:00:00.000Z', bin: emulator.bin, pkcs11: null });
  });

  it('knows a caller by the access key', async () => {
    const emulator = await localAws();
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(await response.text()).toContain('<Account>123456789012</Account>');
  });

  it.each([
    ['TrentService', 'toString'],
    ['BaldrApiService', 'constructor'],
    ['BaldrApiService', '__proto__'],
    ['ACMPrivateCA', 'hasOwnProperty'],
  ])('refuses %s.%s, which every object has and no service', async (prefix, operation) => {
    const { url } = await localAws();
    const response = await fetch(url, { method: 'POST', headers: { 'x-amz-target': `${prefix}.${operation}` }, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('takes no fraction for a whole number, and prints lists as their members', async () => {
    const emulator = await localAws();
    await expect(request(emulator, 'cloudhsmv2', 'DescribeClusters', { MaxResults: 1.5 })).rejects.toMatchObject({
      code: 'SerializationException',
    });
    const TagList = Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    await expect(request(emulator, 'cloudhsmv2', 'TagResource', { ResourceId: 'cluster-aaaaaaaaaaa', TagList })).rejects.toThrow(
      '[{"Key":"key-0"',
    );
  });

  it.each([
    ['is no text', '/2015-03-31/functions/%E0%A4%A', 400],
    ['is no path', '//', 400],
    ['names nothing', '/%', 404],
  ])('refuses a path that %s', async (_, path, status) => {
    const { hostname, port } = new URL((await localAws()).url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    let answer = '';
    for await (const text of socket) answer += text;
    expect(answer).toContain(` ${status} `);
    expect(answer).not.toContain('.ts:');
  });

  it('outlives a client that goes away in the middle of a request', async () => {
    const emulator = await localAws();
    const { hostname, port } = new URL(emulator.url);
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {}).resume();
      await once(socket, 'connect');
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx');
      const gone = once(socket, 'close');
      socket[leave]();
      await gone;
    }
    expect(await request(emulator, 'kms', 'ListKeys')).toMatchObject({ Keys: [] });
  });

  it.each([{}, { seconds: 'abc' }, { seconds: -1 }, { seconds: 1e18 }, null])(
    'leaves the clock alone where it is to advance by %j',
    async (body) => {
      const { url, world } = await localAws();
      const before = world.clock.now();
      const response = await fetch(`${url}/_emulator/advance`, { method: 'POST', body: JSON.stringify(body) });
      expect(response.status).toBe(400);
      expect(world.clock.now()).toBe(before);
    },
  );
});
