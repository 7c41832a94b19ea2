import { setting } from '../aws/setting.ts';
import type { AuditPlace } from './facts/facts.ts';
import type { AuditRequest } from './request.ts';
import { auditTargets } from './targets.ts';

/**
 * Every place that is asked for: this account and those of the deployment's targets, each in the regions that are named. Environments on
 * record stand where the deployment is.
 */
export function auditPlaces({ regions, environments }: AuditRequest): AuditPlace[] {
  const [account, home] = [setting('ACCOUNT_ID'), setting('AWS_REGION')];
  const targets = auditTargets();
  const wanted = regions ?? (targets.regions.length > 0 ? targets.regions : [home]);
  const own = (regions ? wanted : [...new Set([home, ...wanted])]).map((region) => ({ account, region }));
  if (environments) return own.filter((place) => regions !== undefined || isHome(place));
  const others = targets.accounts.filter((other) => other !== account);
  return [...own, ...others.flatMap((other) => wanted.map((region) => ({ account: other, region, roleArn: roleIn(other, region) })))];
}

/** Whether it is where the deployment is, with the record and the quotas that it knows. */
export function isHome({ account, region }: AuditPlace): boolean {
  return account === setting('ACCOUNT_ID') && region === setting('AWS_REGION');
}

function roleIn(account: string, region: string): string {
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:iam::${account}:role/${setting('AUDIT_ROLE')}`;
}
