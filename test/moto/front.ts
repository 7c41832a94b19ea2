import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../../emulator/emulator.ts';

/** The emulator as moto's tests ask for it: what resets a moto server resets the emulator, everything else is handed on. */
export async function motoFront(emulator: Emulator): Promise<{ url: string; close(): void }> {
  const server = createServer((received, answer) => {
    if (received.url === '/moto-api/reset') {
      emulator.reset();
      answer.end();
      return;
    }
    const { method, headers } = received;
    const target = new URL(received.url!, emulator.url);
    received.pipe(
      request(target, { method, headers }, (response) => {
        answer.writeHead(response.statusCode!, response.headers);
        response.pipe(answer);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
