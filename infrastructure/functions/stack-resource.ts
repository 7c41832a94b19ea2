import { arn, prefix } from '../cloudformation.ts';
import { changeRecord, readRecord, recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters, seeEntries } from './grants.ts';
import type { Steps } from './step.ts';

const stackMachine = arn('states', `stateMachine:${prefix}-stack`);

/** An environment as a resource of other people's stacks. */
export const stackResource: Steps = {
  'take-stack-request': {
    permissions: [allow('states:StartExecution', stackMachine), readRecord, describeClusters],
    environment: { ...record, STACK_MACHINE: stackMachine },
  },
  // why a run has failed, where Step Functions does not say it whole
  'answer-stack': { permissions: [changeRecord, seeEntries], environment: record },
};
