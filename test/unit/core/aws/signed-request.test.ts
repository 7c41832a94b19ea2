import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { signedRequest } from '../../../../core/aws/signed-request.ts';
import { serviceError } from '../../../../core/errors/service-error.ts';

const place = { region: 'eu-west-1', credentials: async () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret' }) };
const asked = { service: 'ram', path: '/listresources', headers: { 'content-type': 'application/json' }, body: '{}' };

/** From now on AWS is a server that answers so; its requests. */
async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const requests: { url?: string; authorization?: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    requests.push({ url: request.url, authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
  });
  return requests;
}

test('a request is signed for its service and the region of the place', async () => {
  const requests = await answering(200, '{"resources":[]}');

  expect(await signedRequest(place, asked)).toBe('{"resources":[]}');
  expect(requests).toMatchObject([{ url: '/listresources', body: '{}' }]);
  expect(requests[0]!.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/ram\/aws4_request, /);
});

test.each([
  ['JSON', '{"__type":"com.amazonaws.ram#MalformedArnException","message":"no \\"ARN\\""}', {}, 'MalformedArnException'],
  ['REST', '{"message":"no"}', { 'x-amzn-errortype': 'MalformedArnException:http://internal' }, 'MalformedArnException'],
  ['XML', '<ErrorResponse><Error><Code>NotFound</Code><Message>no</Message></Error></ErrorResponse>', {}, 'NotFound'],
])('a refusal in %s has the service’s name for it', async (_, body, headers, name) => {
  await answering(400, body, headers);

  const error = await signedRequest(place, asked).catch((thrown: Error) => thrown);

  expect(error).toMatchObject({ name, message: expect.stringMatching(/^no/), $metadata: { httpStatusCode: 400 } });
  expect(serviceError(error, { doing: 'reading', to: 'RAM' })).toMatchObject({ name: 'RequestRejected' });
});

test.each([
  ['answers that it is at fault', 503, 'busy'],
  ['throttles', 400, '{"__type":"ThrottlingException","message":"slow down"}'],
])('who %s is asked again by the step', async (_, status, body) => {
  await answering(status, body);

  const error = await signedRequest(place, asked).catch((thrown: Error) => thrown);

  expect(serviceError(error, { doing: 'reading', to: 'RAM' })).toMatchObject({ name: 'TransientServiceError' });
});

test('who does not answer is asked again by the step', async () => {
  await answering(200, '');
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';

  const error = await signedRequest(place, asked).catch((thrown: Error) => thrown);

  expect(serviceError(error, { doing: 'reading', to: 'RAM' })).toMatchObject({ name: 'TransientServiceError' });
});
