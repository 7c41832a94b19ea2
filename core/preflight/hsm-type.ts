import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/**
 * AWS takes hsm1.medium for no new cluster since 2026 ("Provided HsmType is not supported."). A cluster that stands keeps it until it is
 * migrated.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/compliance-dep-notif.html
 */
export function checkHsmType({ hsmType }: Environment, { own }: Facts): Findings {
  if (hsmType !== 'hsm1.medium' || own) return nothing;
  return refused({ path: 'hsmType', problem: 'AWS takes hsm1.medium for no new cluster', remedy: 'use hsm2m.medium' });
}
