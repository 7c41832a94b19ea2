import { setting } from '../aws/setting.ts';
import type { AuditPlace } from './facts/facts.ts';
import type { AuditRequest } from './request.ts';

/** Every place that is asked for: this account, in the deployment's own region or in those that are named. */
export function auditPlaces({ regions }: AuditRequest): AuditPlace[] {
  const account = setting('ACCOUNT_ID');
  return (regions ?? [setting('AWS_REGION')]).map((region) => ({ account, region }));
}

/** Whether it is where the deployment is, with the record and the quotas that it knows. */
export function isHome({ account, region }: AuditPlace): boolean {
  return account === setting('ACCOUNT_ID') && region === setting('AWS_REGION');
}
