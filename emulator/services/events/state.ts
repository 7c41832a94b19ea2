import { AwsError } from '../../kernel/aws-error.ts';
import { keepNewest } from '../../kernel/keep-newest.ts';
import { checkTagLimits } from '../../service/tag-limits.ts';
import type { FailedInvocation } from './dead-letter.ts';
import { deliver } from './deliver.ts';
import type { Deliveries, Repeat } from './deliveries.ts';
import { type EventEnvelope, wholeSeconds } from './event.ts';
import { busArn, busNameIn, type EventBus, noBus, ruleArn } from './event-bus.ts';
import { mostRemembered } from './most-remembered.ts';
import type { EventsNeeds } from './needs.ts';
import { type Rule, type RuleDeclaration, readRule } from './rule.ts';
import { scheduleNext } from './schedule.ts';
import { checkTarget, kindOf, type Target } from './target.ts';

export interface EventsPlace extends EventsNeeds {
  readonly events: EventsState;
  inAccount(accountId: string): EventsPlace;
}

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

/** What there is to say of an event; the bus adds the rest. */
interface EmittedEvent {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: string[];
  /** Now, where it is absent. */
  time?: Date;
  /** The bus's own, where it is absent. */
  account?: string;
}

const mostTargets = 5;

/** The event buses of a place and their rules. */
export class EventsState implements Deliveries {
  readonly place: EventsNeeds;
  readonly buses = new Map<string, EventBus>();
  /** Events that the buses took, oldest first; the newest ones, where there were very many. */
  readonly events: EventEnvelope[] = [];
  readonly failedInvocations: FailedInvocation[] = [];
  /** By the ARN of a rule, or of a bus. */
  readonly tags = new Map<string, Map<string, string>>();
  /** Each event on its way to a target, oldest first. */
  readonly deliveries: { rule: string; event: string }[] = [];
  readonly #repeats: Repeat[] = [];
  /** How many events of the same content the buses have taken at this instant. */
  readonly #alike = new Map<string, number>();
  #alikeAt = 0;

  constructor(place: EventsNeeds) {
    this.place = place;
    this.#addBus('default');
  }

  /** Those of the default bus. */
  get rules(): Map<string, Rule> {
    return this.bus().rules;
  }

  /** The bus of a name or an ARN of this place, the default one without it; undefined where there is none. */
  findBus(nameOrArn?: string): EventBus | undefined {
    const bus = this.buses.get(busNameIn(nameOrArn));
    return bus?.arn === busArn(this.place, nameOrArn) ? bus : undefined;
  }

  /** @throws AwsError ResourceNotFoundException, ValidationException */
  bus(nameOrArn?: string): EventBus {
    const bus = this.findBus(nameOrArn);
    if (nameOrArn?.startsWith('arn:') && !this.place.holds(nameOrArn)) {
      const why = `Event bus ${nameOrArn} is of another account or region: only PutEvents and targets of rules reach it from here. Ask for it there.`;
      throw new AwsError('ValidationException', why);
    }
    if (!bus) throw noBus(nameOrArn);
    return bus;
  }

  /** @throws AwsError ResourceAlreadyExistsException, ValidationException, LimitExceededException */
  createBus(name: string, description?: string, tags: { Key: string; Value: string }[] = []): EventBus {
    if (this.buses.has(name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    this.tag(busArn(this.place, name), tags);
    return this.#addBus(name, description);
  }

  /** What is not there is gone already, as recorded. @throws AwsError ValidationException */
  deleteBus(name: string): void {
    const bus = this.findBus(name);
    if (bus?.name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
    if (!bus) return;
    if (bus.rules.size > 0) throw new AwsError('ValidationException', "EventBus can't be deleted since it has rules.");
    this.buses.delete(bus.name);
    this.tags.delete(bus.arn);
    this.place.iam.resourcePolicies.forget(bus.arn);
  }

  #addBus(name: string, description?: string): EventBus {
    const now = this.place.clock.date();
    const bus = { name, description, arn: busArn(this.place, name), createdAt: now, changedAt: now, rules: new Map<string, Rule>() };
    this.buses.set(name, bus);
    return bus;
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
  putRule({ name, busName, description, state, eventPattern, scheduleExpression, targets = [] }: RuleWithTargets): string {
    const pattern = typeof eventPattern === 'string' || eventPattern === undefined ? eventPattern : JSON.stringify(eventPattern);
    for (const target of targets) checkTarget(this.place, target);
    const declaration = {
      Name: name,
      Description: description,
      State: state,
      EventPattern: pattern,
      ScheduleExpression: scheduleExpression,
    };
    const rule = this.declareRule(declaration, [], busName);
    rule.targets.clear();
    this.putTargets(rule, targets);
    return rule.arn;
  }

  /** Creates a rule, or changes it and leaves its targets. */
  declareRule(declaration: RuleDeclaration, tags: { Key: string; Value: string }[] = [], busName?: string): Rule {
    const bus = this.bus(busName);
    const existing = bus.rules.get(declaration.Name);
    const arn = ruleArn(this.place, bus.name, declaration.Name);
    const rule = readRule(declaration, { arn, busName: bus.name, targets: existing?.targets ?? new Map() });
    this.tag(rule.arn, tags);
    existing?.timer?.cancel();
    bus.rules.set(rule.name, rule);
    scheduleNext(this, rule);
    return rule;
  }

  /** Adds targets, or replaces those of the same ids. */
  putTargets(rule: Rule, targets: Target[]): void {
    for (const target of targets) checkTarget(this.place, target);
    const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)]);
    if (ids.size > mostTargets) throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    for (const target of targets) rule.targets.set(target.Id, target);
  }

  /** @throws AwsError ResourceNotFoundException */
  rule(name: string, busName?: string): Rule {
    const bus = this.bus(busName);
    const rule = bus.rules.get(name);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
    return rule;
  }

  /** Switches a rule on or off. */
  switchRule(name: string, state: Rule['state'], busName?: string): void {
    const rule = this.rule(name, busName);
    rule.state = state;
    rule.timer?.cancel();
    scheduleNext(this, rule);
  }

  deleteRule(name: string, busName?: string): void {
    const rules = this.findBus(busName)?.rules;
    const rule = rules?.get(name);
    rule?.timer?.cancel();
    if (rule) this.tags.delete(rule.arn);
    rules?.delete(name);
  }

  /**
   * Takes an event and sends it to the targets of the rules that it matches. For events of AWS's own too, which come to the default bus.
   *
   * @returns the event's id
   */
  emit(emitted: EmittedEvent, bus = this.bus()): string {
    const event = this.#envelope(emitted);
    this.#match(bus, event);
    return event.id;
  }

  /**
   * Takes an event that a rule of another bus sends on. It goes to no third bus (User Guide, "Sending events between event buses in the same
   * account and Region").
   *
   * @throws AwsError ResourceNotFoundException
   */
  pass(busArn: string, event: EventEnvelope): void {
    const bus = this.bus(busArn);
    this.#remember(event);
    this.#match(bus, event, (target) => kindOf(target) !== 'events');
  }

  #match(bus: EventBus, event: EventEnvelope, reached: (target: Target) => boolean = () => true): void {
    for (const rule of bus.rules.values()) {
      if (rule.state === 'ENABLED' && rule.matches?.(event)) this.#deliverToTargets(rule, event, reached);
    }
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

  #deliverToTargets(rule: Rule, event: EventEnvelope, reached: (target: Target) => boolean = () => true): void {
    for (const target of [...rule.targets.values()].filter(reached))
      deliver(this, { rule, target, event, ingestedAt: this.place.clock.now() });
  }

  #envelope({ source, detailType, detail, resources = [], time = this.place.clock.date(), account }: EmittedEvent): EventEnvelope {
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
      account: account ?? this.place.accountId,
      time: wholeSeconds(time),
      region: this.place.region,
      resources,
      detail,
    };
    this.#remember(event);
    return event;
  }

  #remember(event: EventEnvelope): void {
    this.events.push(event);
    keepNewest(this.events, mostRemembered);
  }
}
