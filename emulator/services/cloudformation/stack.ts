import { keepNewest } from '../../kernel/keep-newest.ts';
import type { Place } from '../../service/place.ts';
import type { ChangeSet } from './change-set.ts';
import type { ShownParameter } from './shown-parameter.ts';
import type { StackSettings } from './stack-settings.ts';

export const stackType = 'AWS::CloudFormation::Stack';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** Empty until something is made. */
  physicalId: string;
  arn?: string;
  attributes?: Record<string, string>;
  /** The properties that it has, with what `{{resolve:…}}` in them named at the time. */
  given?: Record<string, unknown>;
  status: string;
  reason?: string;
  changedAt: Date;
}

export interface StackEvent {
  id: string;
  at: Date;
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
  token?: string;
}

interface StackOutput {
  OutputKey: string;
  OutputValue: string;
  Description?: string;
  ExportName?: string;
}

/** What was made of a template, from its first event on. */
export class Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  updatedAt?: Date;
  deletedAt?: Date;
  status = '';
  reason?: string;
  settings: StackSettings;
  /** Of the newest request: it names that in the events of what it does. */
  token?: string;
  terminationProtection = false;
  changeSetId?: string;
  description?: string;
  /** The template as it was given; empty while there is none. */
  templateText: () => string = () => '';
  /** The values that parameters were given, where not the template's own. */
  given: Record<string, string> = {};
  parameters: ShownParameter[] = [];
  outputs: StackOutput[] = [];
  /** Names of exports of others that it takes. */
  imports: string[] = [];
  /** By logical id, in the order in which they were made. */
  readonly resources = new Map<string, StackResource>();
  /** Oldest first. */
  readonly events: StackEvent[] = [];
  /** By ARN. */
  readonly changeSets = new Map<string, ChangeSet>();
  readonly #place: Place;
  #told = 0;

  /** How many stacks had its name before. */
  readonly ordinal: number;

  constructor(place: Place, id: string, name: string, ordinal: number, settings: StackSettings) {
    this.#place = place;
    this.id = id;
    this.ordinal = ordinal;
    this.name = name;
    this.settings = settings;
    this.createdAt = place.clock.date();
  }

  /** Somebody asks for something. */
  initiate(status: string, token?: string): void {
    this.token = token;
    this.become(status, 'User Initiated');
  }

  /** Turns to another status, and tells so. */
  become(status: string, reason?: string): void {
    this.status = status;
    this.reason = reason;
    this.#tell(
      { logicalId: this.name, physicalId: this.id, type: stackType, status, reason },
      this.#place.random.uuid('stack event', this.id, this.#told),
    );
  }

  /** One that was executed is shown by its id, and by nothing else. */
  get unexecutedChangeSets(): ChangeSet[] {
    return [...this.changeSets.values()].filter(({ executionStatus }) => executionStatus !== 'EXECUTE_COMPLETE');
  }

  /** Those that are not executed are of what it was before. */
  outdateChangeSets(): void {
    for (const changeSet of this.unexecutedChangeSets) changeSet.executionStatus = 'OBSOLETE';
  }

  /** A resource turns to another status. */
  resourceBecomes(resource: StackResource, status: string, reason?: string): void {
    const { logicalId, physicalId, type } = resource;
    const changedAt = this.#place.clock.date();
    Object.assign(resource, { status, reason, changedAt });
    this.#tell({ logicalId, physicalId, type, status, reason }, `${logicalId}-${status}-${changedAt.toISOString()}`);
  }

  #tell(event: Omit<StackEvent, 'id' | 'at' | 'token'>, id: string): void {
    this.#told++;
    this.events.push({ ...event, id, at: this.#place.clock.date(), token: this.token });
    keepNewest(this.events, mostEvents);
  }
}

/** Some years of a stack. */
const mostEvents = 10_000;
