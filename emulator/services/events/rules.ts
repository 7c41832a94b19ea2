import { AwsError } from '../../kernel/aws-error.ts';
import { ruleArn } from './event-bus.ts';
import type { EventBuses } from './event-buses.ts';
import type { EventsNeeds } from './needs.ts';
import { type Rule, type RuleDeclaration, readRule } from './rule.ts';
import { type Fire, scheduleNext } from './schedule.ts';
import type { Tag, Tags } from './tags.ts';
import { checkTarget, type Target } from './target.ts';

/** What a rule is made of, with its targets, as a template declares it. */
interface RuleWithTargets {
  name: string;
  /** The bus that it is on: the default one where it is not said. */
  busName?: string;
  description?: string;
  state?: string;
  /** JSON text, or the value that it stands for. */
  eventPattern?: unknown;
  scheduleExpression?: string;
  targets?: Target[];
}

const mostTargets = 5;

/** The rules of a place's event buses, and the timers of those with a schedule. */
export class Rules {
  readonly #place: EventsNeeds;
  readonly #buses: EventBuses;
  readonly #tags: Tags;
  readonly #fire: Fire;

  /** @param fire what a schedule does when its time has come */
  constructor(place: EventsNeeds, buses: EventBuses, tags: Tags, fire: Fire) {
    this.#place = place;
    this.#buses = buses;
    this.#tags = tags;
    this.#fire = fire;
  }

  /** @throws AwsError ResourceNotFoundException */
  get(name: string, busName?: string): Rule {
    const bus = this.#buses.get(busName);
    const rule = bus.rules.get(name);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
    return rule;
  }

  /**
   * Creates or replaces a rule with its targets.
   *
   * @returns its ARN
   * @throws AwsError as PutRule and PutTargets
   */
  put({ name, busName, description, state, eventPattern, scheduleExpression, targets = [] }: RuleWithTargets): string {
    const pattern = typeof eventPattern === 'string' || eventPattern === undefined ? eventPattern : JSON.stringify(eventPattern);
    for (const target of targets) checkTarget(this.#place, target);
    const declaration = {
      Name: name,
      Description: description,
      State: state,
      EventPattern: pattern,
      ScheduleExpression: scheduleExpression,
    };
    const rule = this.declare(declaration, [], busName);
    rule.targets.clear();
    this.putTargets(rule, targets);
    return rule.arn;
  }

  /** Creates a rule, or changes it and leaves its targets. @throws AwsError as PutRule */
  declare(declaration: RuleDeclaration, tags: Tag[] = [], busName?: string): Rule {
    const bus = this.#buses.get(busName);
    const existing = bus.rules.get(declaration.Name);
    const arn = ruleArn(this.#place, bus.name, declaration.Name);
    const rule = readRule(declaration, { arn, busName: bus.name, targets: existing?.targets ?? new Map() });
    this.#tags.put(rule.arn, tags);
    existing?.timer?.cancel();
    bus.rules.set(rule.name, rule);
    scheduleNext(this.#place.clock, rule, this.#fire);
    return rule;
  }

  /** Adds targets, or replaces those of the same ids. @throws AwsError as PutTargets */
  putTargets(rule: Rule, targets: Target[]): void {
    for (const target of targets) checkTarget(this.#place, target);
    const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)]);
    if (ids.size > mostTargets) throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    for (const target of targets) rule.targets.set(target.Id, target);
  }

  /** Switches a rule on or off. @throws AwsError ResourceNotFoundException */
  switch(name: string, state: Rule['state'], busName?: string): void {
    const rule = this.get(name, busName);
    rule.state = state;
    rule.timer?.cancel();
    scheduleNext(this.#place.clock, rule, this.#fire);
  }

  /** What is not there is gone already. */
  delete(name: string, busName?: string): void {
    const rules = this.#buses.find(busName)?.rules;
    const rule = rules?.get(name);
    rule?.timer?.cancel();
    if (rule) this.#tags.forget(rule.arn);
    rules?.delete(name);
  }
}
