import type { Service } from '../api/service.ts';
import type { World } from '../world.ts';
import { deleteRule } from './delete-rule.ts';
import { describeRule } from './describe-rule.ts';
import { disableRule } from './disable-rule.ts';
import { enableRule } from './enable-rule.ts';
import type { EventEntry } from './event.ts';
import { listRules } from './list-rules.ts';
import { listTargetsByRule } from './list-targets-by-rule.ts';
import { putEvents } from './put-events.ts';
import { putRule } from './put-rule.ts';
import { putTargets } from './put-targets.ts';
import { removeTargets } from './remove-targets.ts';
import type { Target } from './target.ts';

const ruleArn = (name: string, world: World) => [world.arn('events', `rule/${name}`)];
const byName = ({ Name }: { Name: string }, world: World) => ruleArn(Name, world);
const byRule = ({ Rule }: { Rule: string }, world: World) => ruleArn(Rule, world);

function buses({ Entries }: { Entries: EventEntry[] }, world: World): string[] {
  const names = Entries.map(({ EventBusName = 'default' }) => EventBusName);
  return [...new Set(names.map((name) => (name.startsWith('arn:') ? name : world.arn('events', `event-bus/${name}`))))];
}

export const events: Service = {
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
    ListRules: (_input: object, world: World) => ruleArn('*', world),
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
