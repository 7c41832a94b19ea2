import type { Place } from '../../service/place.ts';

export interface SsmPlace extends Place {
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
  readonly place: Place;
  /** Every parameter's versions, oldest first. */
  readonly parameters = new Map<string, ParameterVersion[]>();

  constructor(place: Place) {
    this.place = place;
  }

  /** Adds a version, the first one where the parameter is new, and returns its number. */
  putParameter(name: string, value: string, type: ParameterType = 'String', dataType = 'text'): number {
    const versions = this.parameters.get(name) ?? [];
    const version = (versions.at(-1)?.version ?? 0) + 1;
    this.parameters.set(name, [...versions, { value, type, version, modifiedAt: this.place.clock.date(), dataType }].slice(-100));
    return version;
  }

  /** The ARN of a parameter by its name, with or without the slash before it. */
  parameterArn(name: string): string {
    return this.place.arn('ssm', `parameter/${name.replace(/^\//, '')}`);
  }
}
