import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/**
 * From now on, until the test ends, a server answers what is asked with core/aws/signed-request.ts; what nobody has an answer for is denied.
 *
 * @param answers by the service that was signed for: the text of the answer to a body
 */
export async function signedServices(answers: Record<string, (body: string) => string>): Promise<void> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const service = request.headers.authorization?.split('/')[3] ?? '';
    const answer = answers[service]?.(body);
    if (answer === undefined) response.writeHead(400).end('{"__type":"AccessDeniedException","message":"no"}');
    else response.end(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'test');
  onTestFinished(() => {
    server.close();
    vi.unstubAllEnvs();
  });
}
