import type { ChildProcess } from 'node:child_process';
import type { Association } from './associations/association.ts';
import type { Command } from './commands/command.ts';
import type { CommandDocument } from './documents/document.ts';
import { killScript } from './hosts/kill-script.ts';
import type { SsmNeeds } from './needs.ts';

export interface SsmPlace extends SsmNeeds {
  readonly ssm: SsmState;
}

export type ParameterType = 'String' | 'StringList' | 'SecureString';

export interface ParameterVersion {
  value: string;
  type: ParameterType;
  version: number;
  modifiedAt: Date;
  /** The ARN of whoever put it. */
  modifiedBy: string;
  dataType: string;
  tier: 'Standard' | 'Advanced';
  description: string | undefined;
  allowedPattern: string | undefined;
  labels: string[];
}

/** What a version may say beside its value; what it leaves open is as before. */
type Given = Partial<Pick<ParameterVersion, 'dataType' | 'tier' | 'description' | 'allowedPattern' | 'modifiedBy'>>;

/** How many versions of a parameter are kept. */
export const mostVersions = 100;

export class SsmState {
  readonly place: SsmNeeds;
  /** By name. */
  readonly documents = new Map<string, CommandDocument>();
  /** By id, the oldest first. */
  readonly commands = new Map<string, Command>();
  /** By id, the oldest first. */
  readonly associations = new Map<string, Association>();
  /** Scripts that run on hosts. */
  readonly running = new Set<ChildProcess>();
  #ids = 0;
  /** Every parameter's versions, oldest first. */
  readonly parameters = new Map<string, ParameterVersion[]>();
  /** Every parameter's tags, where it has any. */
  readonly parameterTags = new Map<string, Record<string, string>>();

  constructor(place: SsmNeeds) {
    this.place = place;
    for (const { name, value } of place.account.parameters ?? [])
      this.putParameter(name, [value].flat().join(','), Array.isArray(value) ? 'StringList' : 'String');
  }

  /** Adds a version, the first one where the parameter is new, and returns its number. */
  putParameter(name: string, value: string, type: ParameterType = 'String', given: Given = {}): number {
    const versions = this.parameters.get(name) ?? [];
    const before = versions.at(-1);
    const made: ParameterVersion = {
      value,
      type,
      version: (before?.version ?? 0) + 1,
      modifiedAt: this.place.clock.date(),
      modifiedBy: given.modifiedBy ?? `arn:${this.place.partition}:iam::${this.place.accountId}:root`,
      dataType: given.dataType ?? before?.dataType ?? 'text',
      tier: given.tier ?? before?.tier ?? 'Standard',
      description: given.description ?? before?.description,
      allowedPattern: given.allowedPattern ?? before?.allowedPattern,
      labels: [],
    };
    this.parameters.set(name, [...versions, made].slice(-mostVersions));
    return made.version;
  }

  deleteParameter(name: string): void {
    this.parameters.delete(name);
    this.parameterTags.delete(name);
  }

  /** By name: the newest version of each, or all of them. */
  listedParameters(all = false): { name: string; version: ParameterVersion; tags: Record<string, string> }[] {
    return [...this.parameters]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, versions]) => {
        const tags = this.parameterTags.get(name) ?? {};
        return versions.slice(all ? 0 : -1).map((version) => ({ name, version, tags }));
      });
  }

  /** @param purpose what it is the id of */
  newId(purpose: string): string {
    const hex = this.place.random.hex(32, purpose, this.#ids++);
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
  }

  /** Ends every script that still runs. */
  close(): void {
    for (const script of this.running) killScript(script);
  }

  /** The ARN of a parameter by its name, with or without the slash before it. */
  parameterArn(name: string): string {
    return this.place.arn('ssm', `parameter/${name.replace(/^\//, '')}`);
  }
}
