import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { redriveStatus } from '../redrive.ts';
import { onExecution } from '../resources.ts';
import type { StatesPlace } from '../state.ts';

const millisecondsOfQuarterHour = 15 * 60 * 1000;

/** The same client token within 15 minutes answers the same redrive. */
export const redriveExecution: Operation<{ executionArn: string; clientToken?: string }, StatesPlace> = {
  resources: onExecution,
  run({ executionArn, clientToken }, { place }) {
    const execution = place.states.execution(executionArn);
    const last = execution.redriveDate?.getTime() ?? Number.NEGATIVE_INFINITY;
    const again =
      clientToken !== undefined && execution.redriveToken === clientToken && place.clock.now() - last < millisecondsOfQuarterHour;
    if (!again) {
      const { redriveStatusReason } = redriveStatus(execution);
      if (redriveStatusReason) throw new AwsError('ExecutionNotRedrivable', redriveStatusReason);
      execution.redrive(clientToken);
    }
    return { redriveDate: execution.redriveDate };
  },
};
