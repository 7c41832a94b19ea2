import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { serviceCaller } from '../../kernel/service-caller.ts';
import type { EventEnvelope } from './event.ts';
import type { EventsNeeds } from './needs.ts';
import { passOn } from './pass-on.ts';
import { ownName, type Rule } from './rule.ts';
import { kindOf, type Target, type TargetKind } from './target.ts';

const service = 'events.amazonaws.com';

const actions: Partial<Record<TargetKind, string>> = {
  lambda: 'lambda:InvokeFunction',
  sns: 'sns:Publish',
  sqs: 'sqs:SendMessage',
};

/**
 * Hands an event's input to a target: under the target's role where it has one, else by the resource's own policy.
 *
 * @param earlier how often it was delivered before: each delivery starts an execution of its own
 * @throws AwsError what the target's service answered, or why it could not be called
 */
export async function invokeTarget(
  place: EventsNeeds,
  rule: Rule,
  target: Target,
  event: EventEnvelope,
  input: string,
  earlier = 0,
): Promise<void> {
  const kind = kindOf(target)!;
  const caller = callerFor(place, rule, target, kind, event);
  switch (kind) {
    case 'lambda':
      await place.call('lambda', 'Invoke', { FunctionName: target.Arn, InvocationType: 'Event', Payload: Buffer.from(input) }, caller);
      return;
    case 'states': {
      const name = `${event.id}_${place.random.uuid('rule-execution', event.id, ownName(rule), target.Id, ...(earlier ? [earlier] : []))}`;
      await place.call('stepfunctions', 'StartExecution', { stateMachineArn: target.Arn, name, input }, caller);
      return;
    }
    case 'sns':
      await place.call('sns', 'Publish', { TopicArn: target.Arn, Message: input }, caller);
      return;
    case 'sqs':
      await place.call('sqs', 'SendMessage', { QueueUrl: place.sqs.url(place.sqs.queue(target.Arn)), MessageBody: input }, caller);
      return;
    case 'logs': {
      const group = target.Arn.split(':')[6]!;
      // groups that it delivers to are not EventBridge's to create
      if (!place.logs.groups.has(group)) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      place.logs.append(group, event.id, input);
      return;
    }
    case 'events':
      passOn(place, target.Arn, event, caller);
  }
}

function callerFor(place: EventsNeeds, rule: Rule, target: Target, kind: TargetKind, event: EventEnvelope): Caller {
  if (target.RoleArn) {
    if (!place.iam.assumable(target.RoleArn, service, rule.arn))
      throw new AwsError('FAILED_TO_ASSUME_ROLE', `${service} may not assume ${target.RoleArn}`);
    return place.iam.roleCaller(target.RoleArn, event.id.replaceAll('-', ''));
  }
  const action = actions[kind];
  if (action !== undefined) {
    const denial = place.iam.resourcePolicies.denial(service, action, target.Arn, rule.arn);
    if (denial) throw new AwsError('AccessDeniedException', denial);
  }
  return serviceCaller(service);
}
