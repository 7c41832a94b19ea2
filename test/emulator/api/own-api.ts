import type { Emulator } from '../../../emulator/emulator.ts';

/** Asks a route of the emulator's own API. */
export async function own(
  { url }: Pick<Emulator, 'url'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: any; headers: Headers }> {
  const response = await fetch(`${url}/_emulator/${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** The headers of a request that is signed for a place. */
export function signedFor(accountId: string, region: string): Record<string, string> {
  return { authorization: `AWS4-HMAC-SHA256 Credential=${accountId}/20260105/${region}/kms/aws4_request` };
}
