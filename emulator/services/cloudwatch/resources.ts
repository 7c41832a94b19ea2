import type { CloudWatchPlace } from './state.ts';

/** Those that a request names, or all. */
export function alarmsNamed(names: string[] | undefined, place: CloudWatchPlace): string[] {
  return (names && names.length > 0 ? names : ['*']).map((name) => alarmArn(name, place));
}

export function alarmArn(name: string, place: CloudWatchPlace): string {
  return place.arn('cloudwatch', `alarm:${name}`);
}

/** Dashboards are the account's, in no region. */
export function dashboardArn(name: string, { partition, accountId }: CloudWatchPlace): string {
  return `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`;
}
