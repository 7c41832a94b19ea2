import type { MachineDefinition } from './definition.ts';

export interface LoggingConfiguration {
  level?: 'OFF' | 'FATAL' | 'ERROR' | 'ALL';
  includeExecutionData?: boolean;
  destinations?: { cloudWatchLogsLogGroup?: { logGroupArn: string } }[];
}

/** A revision of a state machine. */
export interface StateMachine {
  arn: string;
  name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  roleArn: string;
  /** As it was given. */
  text: string;
  definition: MachineDefinition;
  creationDate: Date;
  updateDate: Date;
  /** Absent until its first change. */
  revisionId: string | undefined;
  status: 'ACTIVE' | 'DELETING';
  loggingConfiguration: LoggingConfiguration;
  tracingConfiguration: unknown;
  readonly published: Published;
}

/** As the revision of a machine that was never changed is called where it has to have a name. */
export const initialRevision = 'INITIAL';

/** A revision of a machine that was published. */
export interface Version {
  readonly arn: string;
  readonly number: number;
  readonly machine: StateMachine;
  readonly description: string | undefined;
  readonly creationDate: Date;
}

export interface Route {
  stateMachineVersionArn: string;
  /** Percent of what is started by the alias. */
  weight: number;
}

/** A name for one version, or for two of them. */
export interface Alias {
  readonly arn: string;
  readonly name: string;
  description: string | undefined;
  routes: Route[];
  readonly creationDate: Date;
  updateDate: Date;
}

/** What all revisions of a machine have together. */
interface Published {
  /** The oldest first. */
  versions: Version[];
  aliases: Alias[];
  /** Of all versions, those that are deleted too: no number is given again. */
  lastNumber: number;
  /** How often the machine was changed. */
  changes: number;
}
