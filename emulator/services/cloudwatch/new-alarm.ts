import { checkActions } from './actions.ts';
import { invalid } from './queries.ts';

export interface TagMember {
  Key: string;
  Value: string;
}

interface AnyAlarmInput {
  AlarmName: string;
  AlarmDescription?: string;
  ActionsEnabled?: boolean;
  OKActions?: string[];
  AlarmActions?: string[];
  InsufficientDataActions?: string[];
}

/**
 * What every alarm is made of, whatever it watches.
 *
 * @throws AwsError ValidationException
 */
export function commonOf(input: AnyAlarmInput) {
  const { AlarmName, AlarmDescription, ActionsEnabled = true } = input;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = input;
  checkActions([...OKActions, ...AlarmActions, ...InsufficientDataActions]);
  return { AlarmName, AlarmDescription, ActionsEnabled, OKActions, AlarmActions, InsufficientDataActions };
}

/** Tags count when an alarm is made; TagResource changes them. */
export function putTags(tags: Map<string, string>, given: TagMember[] = []): void {
  if (tags.size + given.length > 50) throw invalid('An alarm has at most 50 tags');
  for (const { Key, Value } of given) tags.set(Key, Value);
}
