import type { MachineDefinition } from './definition.ts';

export interface LoggingConfiguration {
  level?: 'OFF' | 'FATAL' | 'ERROR' | 'ALL';
  includeExecutionData?: boolean;
  destinations?: { cloudWatchLogsLogGroup?: { logGroupArn: string } }[];
}

/** A state machine as CreateStateMachine made it. */
export interface StateMachine {
  arn: string;
  name: string;
  roleArn: string;
  /** As it was given. */
  text: string;
  definition: MachineDefinition;
  creationDate: Date;
  status: 'ACTIVE' | 'DELETING';
  loggingConfiguration: LoggingConfiguration;
  tracingConfiguration: unknown;
}
