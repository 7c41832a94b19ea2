import { ownRulePrefix, ownRules } from '../../alarms/own-rules.ts';
import type { Check } from '../check.ts';

export const ruleDisabled: Check = {
  id: 'rule-disabled',
  title: 'a rule that starts something is off',
  why: 'What a rule of EventBridge starts by the clock or after an event is not started while the rule is disabled, and nobody is told of it (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html).',
  remedy: 'switch it on again',
  run: ({ stage, rules }) => {
    if (!rules) return [];
    return Object.entries(ownRules).flatMap(([own, notDone]) => {
      const name = `${ownRulePrefix(stage)}${own}`;
      const rule = rules.find((one) => one.name === name);
      if (rule?.on) return [];
      return {
        resource: name,
        evidence: `it is ${rule ? 'disabled' : 'not there'}: ${notDone}`,
        remedy: rule
          ? `\`aws events enable-rule --name ${name}\``
          : 'somebody has deleted it: a change set of the stack that reverts drift makes it again (`aws cloudformation create-change-set --deployment-mode REVERT_DRIFT`; https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html)',
      };
    });
  },
};
