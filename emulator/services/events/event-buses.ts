import { AwsError } from '../../kernel/aws-error.ts';
import { busArn, busNameIn, type EventBus, noBus } from './event-bus.ts';
import type { EventsNeeds } from './needs.ts';
import type { Tag, Tags } from './tags.ts';

/** The event buses of a place: the default one, and those that were made. */
export class EventBuses {
  readonly #place: EventsNeeds;
  readonly #tags: Tags;
  readonly #byName = new Map<string, EventBus>();

  constructor(place: EventsNeeds, tags: Tags) {
    this.#place = place;
    this.#tags = tags;
    this.#add('default');
  }

  get all(): EventBus[] {
    return [...this.#byName.values()];
  }

  /** The bus of a name or an ARN of this place, the default one without it; undefined where there is none. */
  find(nameOrArn?: string): EventBus | undefined {
    const bus = this.#byName.get(busNameIn(nameOrArn));
    return bus?.arn === busArn(this.#place, nameOrArn) ? bus : undefined;
  }

  /** @throws AwsError ResourceNotFoundException, ValidationException */
  get(nameOrArn?: string): EventBus {
    const bus = this.find(nameOrArn);
    if (nameOrArn?.startsWith('arn:') && !this.#place.holds(nameOrArn)) {
      const why = `Event bus ${nameOrArn} is of another account or region: only PutEvents and targets of rules reach it from here. Ask for it there.`;
      throw new AwsError('ValidationException', why);
    }
    if (!bus) throw noBus(nameOrArn);
    return bus;
  }

  /** @throws AwsError ResourceAlreadyExistsException, ValidationException, LimitExceededException */
  create(name: string, description?: string, tags: Tag[] = []): EventBus {
    if (this.#byName.has(name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    this.#tags.put(busArn(this.#place, name), tags);
    return this.#add(name, description);
  }

  /** What is not there is gone already, as recorded. @throws AwsError ValidationException */
  delete(name: string): void {
    const bus = this.find(name);
    if (bus?.name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
    if (!bus) return;
    if (bus.rules.size > 0) throw new AwsError('ValidationException', "EventBus can't be deleted since it has rules.");
    this.#byName.delete(bus.name);
    this.#tags.forget(bus.arn);
    this.#place.iam.resourcePolicies.forget(bus.arn);
  }

  #add(name: string, description?: string): EventBus {
    const now = this.#place.clock.date();
    const bus = { name, description, arn: busArn(this.#place, name), createdAt: now, changedAt: now, rules: new Map() };
    this.#byName.set(name, bus);
    return bus;
  }
}
