import { Pool } from 'undici';

const headers = {
  'x-amz-target': 'BaldrApiService.DescribeClusters',
  'content-type': 'application/x-amz-json-1.1',
  authorization:
    'AWS4-HMAC-SHA256 Credential=person/20260105/us-east-1/cloudhsm/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0',
  'x-amz-date': '20260105T090000Z',
};

/**
 * DescribeClusters a second, of whoever answers at a URL.
 *
 * One connection measures how long an answer is under way, which is mostly the kernel's and the client's time; several at once measure the server.
 */
export async function describeClustersPerSecond(url: string, connections: number, seconds = 3): Promise<number> {
  const pool = new Pool(url, { connections });
  await describeClusters(pool);
  const until = performance.now() + 1000 * seconds;
  let count = 0;
  const ask = async () => {
    for (; performance.now() < until; count++) await describeClusters(pool);
  };
  await Promise.all(Array.from({ length: connections }, ask));
  await pool.close();
  return count / seconds;
}

async function describeClusters(pool: Pool): Promise<void> {
  const { statusCode, body } = await pool.request({ method: 'POST', path: '/', headers, body: '{}' });
  await body.dump();
  if (statusCode !== 200) throw new Error(`DescribeClusters: status ${statusCode}`);
}
