import { setting } from '../aws/setting.ts';

/** What the trust anchor's is called, beside the users'. */
export const trustAnchorName = 'trust-anchor';

/** The name of a user's secret, or of the trust anchor's. */
export function secretName(environment: string, of: string): string {
  return `cloudhsm-lifecycle/${setting('STAGE')}/${environment}/${of}`;
}
