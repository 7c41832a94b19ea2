import { request } from 'node:http';

/**
 * Sends one request to the emulator as the holder of the process's AWS credentials. The signature is not one: the emulator knows its
 * callers by their access key.
 *
 * @returns {Promise<{status: number, body: any}>}
 */
export function post(url, { service, region = 'us-east-1', headers = {} }, document) {
  const accessKey = process.env.AWS_ACCESS_KEY_ID || 'person';
  const date = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/${date}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, authorization } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        try {
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
        } catch {
          reject(new Error(`${url} answered ${response.statusCode} with something that is not JSON`));
        }
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(document));
  });
}
