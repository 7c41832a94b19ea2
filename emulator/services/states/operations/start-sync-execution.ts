import type { Operation } from '../../../service/service.ts';
import { expressArn } from '../express-arn.ts';
import { demandType } from '../machine-type.ts';
import { onMachine } from '../resources.ts';
import type { StatesPlace } from '../state.ts';
import { type StartInput, toStart } from './start-execution.ts';

/** Executions are billed by so many milliseconds, and for so much memory at least (recorded; https://aws.amazon.com/step-functions/pricing/). */
const billed = { milliseconds: 100, memory: 64 };

/** Answers when the execution has ended, well or not. @throws AwsError StateMachineTypeNotSupported, and those of StartExecution */
export const startSyncExecution: Operation<StartInput & { includedData?: string }, StatesPlace> = {
  resources: onMachine,
  async run(given, { place, park }) {
    const { machine, ...startedBy } = toStart(place, given);
    demandType(machine, 'EXPRESS');
    const { input = '{}', traceHeader, includedData } = given;
    const name = given.name ?? place.random.uuid('execution', machine.arn, place.states.begun.executions++);
    const arn = expressArn(place, machine.name, name, place.states.begun.executions++);
    const execution = place.states.begin(place, machine, { arn, name, input, traceHeader, startedBy, synchronous: true });
    await park(execution.ended);
    const { status, startDate, output, error, cause } = execution;
    const stopDate = execution.stopDate!;
    const took = stopDate.getTime() - startDate.getTime();
    const data = includedData !== 'METADATA_ONLY';
    return {
      executionArn: arn,
      stateMachineArn: machine.arn,
      ...{ name, startDate, stopDate, status, traceHeader },
      error: status === 'TIMED_OUT' ? 'States.Timeout' : data ? error : undefined,
      cause: data ? cause : undefined,
      input: data ? input : undefined,
      inputDetails: { included: data },
      output: data ? output : undefined,
      outputDetails: { included: data },
      billingDetails: {
        billedMemoryUsedInMB: billed.memory,
        billedDurationInMilliseconds: Math.max(1, Math.ceil(took / billed.milliseconds)) * billed.milliseconds,
      },
    };
  },
};
