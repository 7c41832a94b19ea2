import { readJson } from '../../../kernel/read-json.ts';
import { partsOf } from '../qualified-arn.ts';
import { StateError } from '../state-error.ts';
import type { Integration, TaskCall } from './integration.ts';
import { demandJobPermissions } from './job-permissions.ts';
import { toModelNames, toStateNames } from './member-names.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { callService, parametersObject } from './service-call.ts';

const names = { model: 'stepfunctions', prefix: 'StepFunctions', general: 'AWSStepFunctionsException', service: 'AWSStepFunctions' };

/** `arn:aws:states:::states:startExecution`; with `.sync` the child's input and output are texts in the task's output, with `.sync:2` JSON. */
export const startExecution: Integration = {
  patterns: ['', '.sync', '.sync:2', '.waitForTaskToken'],
  accepts: { model: names.model, operation: 'StartExecution', required: ['StateMachineArn'], unsupported: ['TraceHeader'] },
  jobWaits: true,
  async request(call, parameters) {
    const { Input, ...rest } = parametersObject(parameters);
    const text = typeof Input === 'string' ? Input : JSON.stringify(Input ?? {});
    const name = rest.Name ?? call.place.random.uuid('child-execution', ...call.purpose);
    const input = toModelNames(names.model, 'StartExecution', { ...rest, Name: name, Input: text });
    const response = toStateNames(await callService(names, 'StartExecution', input, call)) as Record<string, unknown>;
    return { ...response, ...sdkMetadata(call, JSON.stringify(response), 'application/x-amz-json-1.0') };
  },
  permit(call, parameters) {
    const stateMachine = partsOf(String(parametersObject(parameters).StateMachineArn))
      .machineArn.split(':')
      .at(-1)!;
    demandJobPermissions(call, 'states:startExecution.sync', { stateMachine }, `${names.prefix}.${names.general}`);
  },
  job(call, _parameters, response, pattern) {
    const executionArn = String(response.ExecutionArn);
    return {
      finished: finished(call, executionArn, pattern),
      cancel: async () => {
        await callService(names, 'StopExecution', { executionArn }, call);
      },
    };
  },
};

async function finished(call: TaskCall, executionArn: string, pattern: string): Promise<unknown> {
  // nobody can ask for one of the type EXPRESS
  if (!executionArn.includes(':express:')) await call.place.states.execution(executionArn).ended;
  const described = toStateNames(await describe(call, executionArn)) as Record<string, unknown>;
  if (described.Status !== 'SUCCEEDED') throw new StateError('States.TaskFailed', JSON.stringify(described));
  if (pattern === '.sync') return described;
  const parsed = (text: unknown) => (typeof text === 'string' ? readJson(text) : text);
  return { ...described, Input: parsed(described.Input), Output: parsed(described.Output) };
}

/** How often Step Functions asks for the same child before its task fails. */
const polls = 10;
const lasting = /DoesNotExist|not authorized/;

/** Step Functions waits by itself: what fails for the moment is asked for again, and no second child begins for it. */
async function describe(call: TaskCall, executionArn: string): Promise<unknown> {
  for (let poll = 1; ; poll++) {
    try {
      return await callService(names, 'DescribeExecution', { executionArn }, call);
    } catch (error) {
      if (poll === polls || !(error instanceof StateError) || lasting.test(`${error.error} ${error.cause}`)) throw error;
    }
  }
}
