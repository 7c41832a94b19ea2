import { setting } from '../aws/setting.ts';

/** The name of a user's secret, or of the trust anchor's. */
export function secretName(environment: string, of: string): string {
  return `cloudhsm-lifecycle/${setting('STAGE')}/${environment}/${of}`;
}
