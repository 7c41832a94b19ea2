import { invalid } from './refusals.ts';
import type { Stack } from './stack.ts';
import type { StackSettings } from './stack-settings.ts';

export interface SettingsInput {
  Tags?: { Key: string; Value: string }[];
  Capabilities?: string[];
  NotificationARNs?: string[];
  RoleARN?: string;
  TimeoutInMinutes?: number;
  DisableRollback?: boolean;
  OnFailure?: StackSettings['onFailure'];
  DeploymentConfig?: DeploymentConfig;
}

export interface DeploymentConfig {
  Mode?: 'STANDARD' | 'EXPRESS';
  DisableRollback?: boolean;
}

/** @throws AwsError ValidationError */
export function checkMode({ Mode = 'STANDARD' }: DeploymentConfig = {}): void {
  if (Mode !== 'STANDARD') throw invalid(`DeploymentConfig: the mode ${Mode} is not emulated; docs/api-coverage.md lists what is`);
}

/**
 * @param standing a stack that is to change: its tags stay where the request gives none
 * @throws AwsError ValidationError
 */
export function settingsOf(input: SettingsInput, standing?: Stack): StackSettings {
  const { DeploymentConfig: config = {}, DisableRollback = config.DisableRollback } = input;
  checkMode(config);
  if (input.DisableRollback !== undefined && input.OnFailure !== undefined)
    throw invalid('You cannot specify both DisableRollback and OnFailure.');
  // nobody would be told
  if (input.NotificationARNs?.length) throw invalid('NotificationARNs: not emulated; docs/api-coverage.md lists what is');
  return {
    tags: input.Tags ?? standing?.settings.tags ?? [],
    capabilities: input.Capabilities,
    notificationArns: input.NotificationARNs,
    roleArn: input.RoleARN,
    timeoutInMinutes: input.TimeoutInMinutes,
    onFailure: input.OnFailure ?? (DisableRollback ? 'DO_NOTHING' : 'ROLLBACK'),
  };
}
