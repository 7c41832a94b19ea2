import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** DescribeClusters a second, one after the other over one connection, of whoever answers at a URL. */
export async function describeClustersPerSecond(url: string, seconds = 3): Promise<number> {
  await describeClusters(url);
  const until = performance.now() + 1000 * seconds;
  let count = 0;
  for (; performance.now() < until; count++) await describeClusters(url);
  return count / seconds;
}

function describeClusters(url: string): Promise<void> {
  const headers = {
    'x-amz-target': 'BaldrApiService.DescribeClusters',
    'content-type': 'application/x-amz-json-1.1',
    authorization:
      'AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/cloudhsm/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0',
    'x-amz-date': '20260105T090000Z',
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`DescribeClusters at ${url}: status ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    sent.on('error', reject).end('{}');
  });
}
