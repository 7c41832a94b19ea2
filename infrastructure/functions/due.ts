import { attribute, ref } from '../cloudformation.ts';
import { recordSettings as record } from '../environments-table.ts';
import { allow } from '../iam.ts';
import { describeClusters } from './grants.ts';
import type { Steps } from './step.ts';

/** What starts by the clock for each environment. */
export const due: Steps = {
  'start-due': {
    timeout: 300, // of many environments some may want something at the same moment
    permissions: [
      allow(['dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:UpdateItem'], attribute('EnvironmentsTable', 'Arn')),
      describeClusters,
      allow('states:StartExecution', ['ScaleStateMachine', 'RotateStateMachine', 'DrillStateMachine', 'ClientsStateMachine'].map(ref)),
    ],
    environment: record,
  },
};
