import { AwsError } from '../../kernel/aws-error.ts';
import { keepNewest } from '../../kernel/keep-newest.ts';
import { checkTagLimits } from '../../service/tag-limits.ts';
import type { Bus, Repeat } from './bus.ts';
import type { FailedInvocation } from './dead-letter.ts';
import { deliver } from './deliver.ts';
import { type EventEnvelope, wholeSeconds } from './event.ts';
import { mostRemembered } from './most-remembered.ts';
import type { EventsNeeds } from './needs.ts';
import { type Rule, type RuleDeclaration, readRule } from './rule.ts';
import { scheduleNext } from './schedule.ts';
import { checkTarget, type Target } from './target.ts';

export interface EventsPlace extends EventsNeeds {
  readonly events: EventsState;
}

/** What a rule is made of, with its targets, as a template declares it. */
interface RuleWithTargets {
  name: string;
  description?: string;
  state?: string;
  /** JSON text, or the value that it stands for. */
  eventPattern?: unknown;
  scheduleExpression?: string;
  targets?: Target[];
}

/** What there is to say of an event; the bus adds the rest. */
interface EmittedEvent {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: string[];
  /** Now, where it is absent. */
  time?: Date;
}

const mostTargets = 5;

/** The account's default event bus and its rules. */
export class EventsState implements Bus {
  readonly place: EventsNeeds;
  readonly rules = new Map<string, Rule>();
  /** Events that the bus took, oldest first; the newest ones, where there were very many. */
  readonly events: EventEnvelope[] = [];
  readonly failedInvocations: FailedInvocation[] = [];
  /** By the ARN of a rule, or of the bus. */
  readonly tags = new Map<string, Map<string, string>>();
  readonly #began: Date;
  /** Each event on its way to a target, oldest first. */
  readonly deliveries: { rule: string; event: string }[] = [];
  readonly #repeats: Repeat[] = [];
  /** How many events of the same content the bus has taken at this instant. */
  readonly #alike = new Map<string, number>();
  #alikeAt = 0;

  constructor(place: EventsNeeds) {
    this.place = place;
    this.#began = place.clock.date();
  }

  /** As the API shows it. */
  get bus() {
    return {
      Name: 'default',
      Arn: this.place.arn('events', 'event-bus/default'),
      CreationTime: this.#began,
      LastModifiedTime: this.#began,
    };
  }

  /** @throws AwsError ValidationException, LimitExceededException */
  tag(arn: string, tags: { Key: string; Value: string }[]): void {
    const given = new Map(tags.map(({ Key, Value }): [string, string] => [Key, Value]));
    const all = new Map([...(this.tags.get(arn) ?? []), ...given]);
    checkTagLimits([...given.keys()], all.keys(), { reserved: 'ValidationException', tooMany: 'LimitExceededException', of: arn });
    this.tags.set(arn, all);
  }

  untag(arn: string, keys: string[]): void {
    for (const key of keys) this.tags.get(arn)?.delete(key);
  }

  /**
   * Creates or replaces a rule with its targets.
   *
   * @returns its ARN
   * @throws AwsError as PutRule and PutTargets
   */
  putRule({ name, description, state, eventPattern, scheduleExpression, targets = [] }: RuleWithTargets): string {
    const pattern = typeof eventPattern === 'string' || eventPattern === undefined ? eventPattern : JSON.stringify(eventPattern);
    targets.forEach(checkTarget);
    const rule = this.declareRule({
      Name: name,
      Description: description,
      State: state,
      EventPattern: pattern,
      ScheduleExpression: scheduleExpression,
    });
    rule.targets.clear();
    this.putTargets(rule, targets);
    return rule.arn;
  }

  /** Creates a rule, or changes it and leaves its targets. */
  declareRule(declaration: RuleDeclaration, tags: { Key: string; Value: string }[] = []): Rule {
    const existing = this.rules.get(declaration.Name);
    const rule = readRule(declaration, this.place.arn('events', `rule/${declaration.Name}`), existing?.targets ?? new Map());
    this.tag(rule.arn, tags);
    existing?.timer?.cancel();
    this.rules.set(rule.name, rule);
    scheduleNext(this, rule);
    return rule;
  }

  /** Adds targets, or replaces those of the same ids. */
  putTargets(rule: Rule, targets: Target[]): void {
    targets.forEach(checkTarget);
    const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)]);
    if (ids.size > mostTargets) throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    for (const target of targets) rule.targets.set(target.Id, target);
  }

  /** @throws AwsError ResourceNotFoundException */
  rule(name: string): Rule {
    const rule = this.rules.get(name);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
    return rule;
  }

  /** Switches a rule on or off. */
  switchRule(name: string, state: Rule['state']): void {
    const rule = this.rule(name);
    rule.state = state;
    rule.timer?.cancel();
    scheduleNext(this, rule);
  }

  deleteRule(name: string): void {
    const rule = this.rules.get(name);
    rule?.timer?.cancel();
    if (rule) this.tags.delete(rule.arn);
    this.rules.delete(name);
  }

  /**
   * Takes an event and sends it to the targets of the rules that it matches. For events of AWS's own too.
   *
   * @returns the event's id
   */
  emit(emitted: EmittedEvent): string {
    const event = this.#envelope(emitted);
    for (const rule of this.rules.values()) {
      if (rule.state === 'ENABLED' && rule.matches?.(event)) this.#deliverToTargets(rule, event);
    }
    return event.id;
  }

  /** Sends a schedule's event to its rule's targets, and to nobody else. */
  fire(rule: Rule, time: Date): void {
    const event = this.#envelope({ source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn], time });
    this.#deliverToTargets(rule, event);
  }

  /** Has an event delivered to a rule's target twice, the second time that much later. Called again, another one too. */
  deliverTwice(repeat: Repeat): void {
    this.#repeats.push({ ...repeat });
  }

  /** The repetition that a test asked of this delivery. */
  takeRepeat(rule: string): Repeat | undefined {
    const wanted = this.#repeats.filter((repeat) => repeat.rule === rule);
    const due = wanted.find(({ skip }) => skip === 0);
    for (const repeat of wanted) repeat.skip--;
    if (due) this.#repeats.splice(this.#repeats.indexOf(due), 1);
    return due;
  }

  #deliverToTargets(rule: Rule, event: EventEnvelope): void {
    for (const target of rule.targets.values()) deliver(this, { rule, target, event, ingestedAt: this.place.clock.now() });
  }

  #envelope({ source, detailType, detail, resources = [], time = this.place.clock.date() }: EmittedEvent): EventEnvelope {
    // by content and instant, so that the order of concurrent callers does not matter
    const now = this.place.clock.now();
    if (now !== this.#alikeAt) this.#alike.clear();
    this.#alikeAt = now;
    const content = JSON.stringify([source, detailType, detail, resources, time.getTime(), now]);
    const ordinal = this.#alike.get(content) ?? 0;
    this.#alike.set(content, ordinal + 1);
    const event: EventEnvelope = {
      version: '0',
      id: this.place.random.uuid('event', content, ordinal),
      'detail-type': detailType,
      source,
      account: this.place.accountId,
      time: wholeSeconds(time),
      region: this.place.region,
      resources,
      detail,
    };
    this.events.push(event);
    keepNewest(this.events, mostRemembered);
    return event;
  }
}
