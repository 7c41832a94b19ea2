import type { Place } from '../../aws/clients.ts';
import { signedRequest } from '../../aws/signed-request.ts';
import type { ShareFact } from './facts.ts';

interface Answer {
  resources?: { arn?: string; resourceShareArn?: string }[];
  nextToken?: string;
}

/**
 * The backups of a place that other accounts may use, by pages. CloudHSM tells a backup's policy one by one; RAM makes a share of each policy
 * by itself, and lists them together.
 */
export async function readShares(place: Place | undefined): Promise<ShareFact[]> {
  const found: ShareFact[] = [];
  let nextToken: string | undefined;
  do {
    const asked = { resourceOwner: 'SELF', resourceType: 'cloudhsm:Backup', maxResults: 500, nextToken };
    const headers = { 'content-type': 'application/json' };
    const text = await signedRequest(place, { service: 'ram', path: '/listresources', headers, body: JSON.stringify(asked) });
    const answer = JSON.parse(text) as Answer;
    found.push(
      ...(answer.resources ?? []).map(({ arn = '', resourceShareArn = '' }) => ({
        backupId: arn.split('/').at(-1)!,
        share: resourceShareArn,
      })),
    );
    ({ nextToken } = answer);
  } while (nextToken);
  return found;
}
