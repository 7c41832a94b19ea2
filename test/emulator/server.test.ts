import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection, localAws, request } from '../local-aws.ts';

describe('the local AWS', () => {
  it('refuses an operation that it does not emulate by name', async () => {
    const emulator = await localAws();
    await expect(request(emulator, 'kms', 'ReEncryptEverything')).rejects.toMatchObject({ code: 'UnknownOperationException' });
    await expect(new KMSClient(connection(emulator)).send(new ListKeysCommand({ Limit: 0 }))).rejects.toThrow();
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
});
