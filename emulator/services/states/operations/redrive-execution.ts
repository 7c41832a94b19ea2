import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { redriveStatus } from '../redrive.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

const millisecondsOfQuarterHour = 15 * 60 * 1000;

/** A client token that redrove the execution within 15 minutes answers that redrive. */
export const redriveExecution: Operation<{ executionArn: string; clientToken?: string }, StatesPlace> = {
  resources: onExecution,
  run({ executionArn, clientToken }, { place }) {
    const execution = place.states.execution(executionArn);
    const since = place.clock.now() - millisecondsOfQuarterHour;
    const known = execution.redriveTokens.find(({ token, date }) => token === clientToken && date.getTime() > since);
    if (known) return { redriveDate: known.date };
    const { redriveStatus: may, redriveStatusReason = 'Execution can only be redriven by its Map Run' } = redriveStatus(execution);
    if (may !== 'REDRIVABLE') throw new AwsError('ExecutionNotRedrivable', redriveStatusReason);
    execution.redrive(clientToken);
    return { redriveDate: execution.redriveDate };
  },
};
