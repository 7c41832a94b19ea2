import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/** From now on CloudFormation takes answers at this address, of a local AWS; each as it came, by its bytes. */
export async function stackAnswers(): Promise<{ url: string; answers: Buffer[] }> {
  const answers: Buffer[] = [];
  const server = createServer(async (request, response) => {
    answers.push(Buffer.concat(await request.toArray()));
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { url: `${url}/answer`, answers };
}
