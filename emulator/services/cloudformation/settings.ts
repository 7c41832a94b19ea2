import { invalid } from './refusals.ts';
import type { StackSettings } from './stack-settings.ts';

export interface SettingsInput {
  Tags?: { Key: string; Value: string }[];
  Capabilities?: string[];
  NotificationARNs?: string[];
  RoleARN?: string;
  TimeoutInMinutes?: number;
  DisableRollback?: boolean;
  OnFailure?: StackSettings['onFailure'];
  ClientRequestToken?: string;
}

/** @throws AwsError ValidationError */
export function settingsOf(input: SettingsInput): StackSettings {
  if (input.DisableRollback !== undefined && input.OnFailure !== undefined)
    throw invalid('You cannot specify both DisableRollback and OnFailure.');
  // nobody would be told
  if (input.NotificationARNs?.length) throw invalid('NotificationARNs: not emulated; docs/api-coverage.md lists what is');
  return {
    tags: input.Tags ?? [],
    capabilities: input.Capabilities,
    notificationArns: input.NotificationARNs,
    roleArn: input.RoleARN,
    timeoutInMinutes: input.TimeoutInMinutes,
    onFailure: input.OnFailure ?? (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK'),
    token: input.ClientRequestToken,
  };
}
