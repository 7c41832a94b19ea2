import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudHSMV2Client, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepNewerFields } from '../../../../core/aws/older-clients/newer-fields.ts';
import { isTransient } from '../../../../core/errors/service-error.ts';
import { cloudhsm } from '../../aws.ts';

let server: Server | undefined;

beforeEach(() => {
  cloudhsm.reset();
  cloudhsm.send.callThrough(); // here the client itself is put to the test
});

afterEach(() => {
  server?.close();
});

/** A client of a CloudHSM that answers every request with this. */
async function clientOf(status: number, body: string): Promise<CloudHSMV2Client> {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return keepNewerFields(new CloudHSMV2Client({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 }));
}

test('keeps what the client does not know, in each cluster of the answer', async () => {
  const client = await clientOf(
    200,
    JSON.stringify({
      Clusters: [
        { ClusterId: 'cluster-1', Mode: 'NON_FIPS' },
        { ClusterId: 'cluster-2', NetworkType: 'IPV4' },
      ],
      Newest: 1,
    }),
  );

  const answer = await client.send(new DescribeClustersCommand({}));

  expect(answer).toMatchObject({
    Clusters: [
      { ClusterId: 'cluster-1', Mode: 'NON_FIPS' },
      { ClusterId: 'cluster-2', NetworkType: 'IPV4' },
    ],
    Newest: 1,
  });
});

test('leaves alone what the client does know', async () => {
  const Hsms = [{ HsmId: 'hsm-1', State: 'ACTIVE' }];
  const client = await clientOf(
    200,
    JSON.stringify({ Clusters: [{ CreateTimestamp: 1_767_225_600, SubnetMapping: { a: 'subnet-1' }, Hsms }] }),
  );

  const { Clusters = [] } = await client.send(new DescribeClustersCommand({}));

  expect(Clusters[0]).toMatchObject({ CreateTimestamp: new Date('2026-01-01T00:00:00Z'), SubnetMapping: { a: 'subnet-1' }, Hsms });
});

test('errors come as they came without it', async () => {
  const client = await clientOf(400, JSON.stringify({ __type: 'CloudHsmAccessDeniedException', Message: 'no' }));

  await expect(client.send(new DescribeClustersCommand({}))).rejects.toMatchObject({
    name: 'CloudHsmAccessDeniedException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('an error page of something in between, which is no JSON, is worth another try', async () => {
  const client = await clientOf(502, '<html>Bad Gateway</html>');

  const thrown = await client.send(new DescribeClustersCommand({})).catch((error: unknown) => error);

  expect(thrown).toBeInstanceOf(Error);
  expect(isTransient(thrown)).toBe(true);
});
