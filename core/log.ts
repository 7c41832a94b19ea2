import { Logger } from '@aws-lambda-powertools/logger';

/** The log of every function: one JSON document a line. */
export const logger = new Logger({ serviceName: 'cloudhsm-lifecycle' });
