import type { AwsPlace } from '../../emulator/cloud.ts';

/** What a user's secret of an environment holds. */
export function secretValue(home: AwsPlace, environment: string, user: string, stage = 'AWSCURRENT'): string {
  const { versions } = home.secretsManager.existing(`cloudhsm-lifecycle/dev/${environment}/${user}`);
  return [...versions.values()].find(({ stages }) => stages.has(stage))!.secretString!;
}

export function passwordOf(home: AwsPlace, environment: string, user: string, stage?: string): string {
  return (JSON.parse(secretValue(home, environment, user, stage)) as { password: string }).password;
}
