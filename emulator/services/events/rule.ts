import { AwsError } from '../../kernel/aws-error.ts';
import type { Timer } from '../../kernel/virtual-clock.ts';
import { compilePattern, type Match } from './event-pattern.ts';
import { parseSchedule, type Schedule } from './schedule-expression.ts';
import type { Target } from './target.ts';

/** What a caller declares of a rule. */
export interface RuleDeclaration {
  Name: string;
  Description?: string;
  State?: string;
  EventPattern?: string;
  ScheduleExpression?: string;
  RoleArn?: string;
}

export interface Rule {
  name: string;
  arn: string;
  /** The bus that it is on. */
  busName: string;
  declaration: RuleDeclaration;
  state: 'ENABLED' | 'DISABLED';
  matches: Match | undefined;
  schedule: Schedule | undefined;
  /** The next firing of its schedule. */
  timer: Timer | undefined;
  targets: Map<string, Target>;
}

/** Where a rule stands. */
type RulePlace = Pick<Rule, 'arn' | 'busName' | 'targets'>;

/**
 * Reads a rule's pattern and schedule.
 *
 * @throws AwsError ValidationException, InvalidEventPatternException
 */
export function readRule(declaration: RuleDeclaration, { arn, busName, targets }: RulePlace): Rule {
  const { Name: name, EventPattern: pattern, ScheduleExpression: expression } = declaration;
  if (!pattern && !expression)
    throw new AwsError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (expression && busName !== 'default')
    throw new AwsError('ValidationException', 'ScheduleExpression is supported only on the default event bus.');
  return {
    name,
    arn,
    busName,
    declaration,
    state: declaration.State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
    matches: pattern ? compilePattern(pattern) : undefined,
    schedule: expression ? parseSchedule(expression) : undefined,
    timer: undefined,
    targets,
  };
}

/** What tells a rule from all others of its place: an event keeps its id from bus to bus. */
export function ownName({ name, busName }: Rule): string {
  return busName === 'default' ? name : `${busName}/${name}`;
}

/** A rule as the API shows it. */
export function describe(rule: Rule) {
  return { ...rule.declaration, Arn: rule.arn, State: rule.state, EventBusName: rule.busName };
}
