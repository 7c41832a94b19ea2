import type { IamPlace } from './needs.ts';

/** A role's ARN has its path, which only those who make it say. */
export function onRole({ RoleName, Path = '/' }: { RoleName: string; Path?: string }, { iam, partition, accountId }: IamPlace): string[] {
  const found = iam.roles.all().find(({ roleName }) => roleName === RoleName);
  return [found?.arn ?? `arn:${partition}:iam::${accountId}:role${Path}${RoleName}`];
}

export function onPolicy({ PolicyArn }: { PolicyArn: string }): string[] {
  return [PolicyArn];
}
