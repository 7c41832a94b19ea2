import type { Service } from '../../service/service.ts';
import type { EventEntry } from './event.ts';
import { deleteRule } from './operations/delete-rule.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listRules } from './operations/list-rules.ts';
import { listTargetsByRule } from './operations/list-targets-by-rule.ts';
import { putEvents } from './operations/put-events.ts';
import { putRule } from './operations/put-rule.ts';
import { putTargets } from './operations/put-targets.ts';
import { removeTargets } from './operations/remove-targets.ts';
import type { EventsPlace } from './state.ts';
import type { Target } from './target.ts';

const ruleArn = (name: string, place: EventsPlace) => [place.arn('events', `rule/${name}`)];
const byName = ({ Name }: { Name: string }, place: EventsPlace) => ruleArn(Name, place);
const byRule = ({ Rule }: { Rule: string }, place: EventsPlace) => ruleArn(Rule, place);

function buses({ Entries }: { Entries: EventEntry[] }, place: EventsPlace): string[] {
  const names = Entries.map(({ EventBusName = 'default' }) => EventBusName);
  return [...new Set(names.map((name) => (name.startsWith('arn:') ? name : place.arn('events', `event-bus/${name}`))))];
}

export const events: Service<EventsPlace> = {
  model: 'events',
  iamPrefix: 'events',
  operations: {
    DeleteRule: deleteRule,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
    ListRules: listRules,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutRule: putRule,
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
  },
  resources: {
    DeleteRule: byName,
    DescribeRule: byName,
    DisableRule: byName,
    EnableRule: byName,
    ListRules: (_input: object, place: EventsPlace) => ruleArn('*', place),
    ListTargetsByRule: byRule,
    PutEvents: buses,
    PutRule: byName,
    PutTargets: byRule,
    RemoveTargets: byRule,
  },
  passes: {
    PutRule: ({ RoleArn }: { RoleArn?: string }) => ({ roleArns: RoleArn ? [RoleArn] : [], to: 'events.amazonaws.com' }),
    PutTargets: ({ Targets }: { Targets: Target[] }) => ({
      roleArns: Targets.flatMap(({ RoleArn }) => RoleArn ?? []),
      to: 'events.amazonaws.com',
    }),
  },
};
