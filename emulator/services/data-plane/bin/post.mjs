import { connect } from 'node:net';

/**
 * Sends one request to the emulator as the holder of the process's AWS credentials. The signature is not one: the emulator knows its
 * callers by their access key. HTTP/1.0 over a socket, because loading node:http takes longer than all the rest of the program.
 *
 * @returns {Promise<{status: number, body: any}>}
 */
export function post(url, { service, region = 'us-east-1', headers = {} }, document) {
  const { hostname, port, pathname } = new URL(url);
  const accessKey = process.env.AWS_ACCESS_KEY_ID || 'person';
  const date = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const content = JSON.stringify(document);
  const fields = {
    host: `${hostname}:${port}`,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${date}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    'content-length': Buffer.byteLength(content),
    ...headers,
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = connect(Number(port), hostname, () => socket.write(`POST ${pathname} HTTP/1.0\r\n${head.join('')}\r\n${content}`));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const [top, body = ''] = Buffer.concat(chunks)
        .toString()
        .split(/\r\n\r\n([\s\S]*)/);
      const status = Number(top.split(' ')[1]);
      try {
        resolve({ status, body: JSON.parse(body) });
      } catch {
        reject(new Error(`${url} answered ${status} with something that is not JSON`));
      }
    });
  });
}
