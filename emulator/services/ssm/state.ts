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
  dataType: string;
}

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

  constructor(place: SsmNeeds) {
    this.place = place;
    for (const { name, value } of place.account.parameters ?? [])
      this.putParameter(name, [value].flat().join(','), Array.isArray(value) ? 'StringList' : 'String');
  }

  /** Adds a version, the first one where the parameter is new, and returns its number. */
  putParameter(name: string, value: string, type: ParameterType = 'String', dataType = 'text'): number {
    const versions = this.parameters.get(name) ?? [];
    const version = (versions.at(-1)?.version ?? 0) + 1;
    this.parameters.set(name, [...versions, { value, type, version, modifiedAt: this.place.clock.date(), dataType }].slice(-100));
    return version;
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
