import { checkTagLimits } from '../../service/tag-limits.ts';
import { checkActions } from './actions.ts';
import type { Alarm } from './alarm.ts';

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

/** Tags with others beside them, or in their place. @throws AwsError ValidationException */
export function withTags(held: Iterable<[string, string]>, given: TagMember[]): Map<string, string> {
  const all = new Map([...held, ...given.map(({ Key, Value }): [string, string] => [Key, Value])]);
  const keys = given.map(({ Key }) => Key);
  checkTagLimits(keys, all.keys(), { reserved: 'ValidationException', tooMany: 'ValidationException', of: 'An alarm' });
  return all;
}

/** Those of a request count when an alarm is made; TagResource changes them. @throws AwsError ValidationException */
export function tagsOf(alarms: ReadonlyMap<string, Alarm>, { AlarmName, Tags = [] }: { AlarmName: string; Tags?: TagMember[] }) {
  return alarms.get(AlarmName)?.tags ?? withTags([], Tags);
}
