import { Branch } from '../branch.ts';
import type { State } from '../definition.ts';
import { type ExecutionPlace, secondsOfYear } from '../execution.ts';
import { ExpressExecution } from '../express-execution.ts';
import type { HistoryEvent } from '../history.ts';
import { caught } from '../interpreter/catch.ts';
import { enter, runState } from '../interpreter/run-branch.ts';
import { causeIn } from '../interpreter/runtime-failure.ts';
import type { Step } from '../interpreter/step.ts';
import type { StateMachine } from '../machine.ts';
import { Aborted } from '../scope.ts';
import { matches, StateError } from '../state-error.ts';
import { type Inspection, isSeen } from './inspection.ts';
import type { Mock } from './mock.ts';
import { mockedStep, type StateConfiguration } from './mocked-step.ts';
import { type TestedState, testedName } from './tested-state.ts';

/** How long a state may take (API reference, "TestState"). */
const mostSeconds = 300;

interface Trial extends TestedState {
  roleArn: string | undefined;
  input: string;
  variables: Record<string, unknown>;
  context: Record<string, unknown> | undefined;
  mock: Mock | undefined;
  configuration: StateConfiguration;
}

interface Outcome {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  step?: Step;
  failure?: StateError;
  inspection: Inspection;
}

/** Runs one state, once: what its Retry and Catch would do of a failure is told, and not done. */
export async function runTestedState(place: ExecutionPlace, trial: Trial): Promise<Outcome> {
  const branch = branchFor(place, trial);
  const inspection: Inspection = { input: branch.current.input };
  branch.observer = (made, value) => {
    if (isSeen(made, trial.state)) inspection[made] = value;
  };
  const timer = place.clock.after('ride', mostSeconds, `TestState of ${branch.current.name}`, () => branch.scope.abort());
  try {
    const step = await branch.scope.wait(work(branch, trial, inspection));
    return { status: 'SUCCEEDED', step, inspection };
  } catch (reason) {
    const failure = reason instanceof Aborted ? new StateError('States.Timeout', undefined, { final: true }) : reason;
    if (!(failure instanceof StateError)) throw failure;
    return await afterFailure(branch, trial, withoutPlace(branch, failure), inspection);
  } finally {
    timer.cancel();
    branch.scope.abort();
    if (!trial.mock) Object.assign(inspection, seen(branch.execution.history.events, trial.state));
  }
}

async function work(branch: Branch, { state, mock, configuration }: Trial, inspection: Inspection): Promise<Step> {
  if (!mock) return runState(branch);
  if (state.Type !== 'Task' && state.Type !== 'Map' && state.Type !== 'Parallel') throw new Error(`a mock for a ${state.Type} state`);
  return mockedStep(branch, state, mock, inspection, configuration);
}

function branchFor(place: ExecutionPlace, { machine: definition, state, inMap, roleArn = '', ...trial }: Trial): Branch {
  const count = place.states.begun.executions++;
  const machineName = place.random.uuid('tested-machine', count);
  const name = place.random.uuid('tested-execution', count);
  const now = place.clock.date();
  const machine: StateMachine = {
    arn: place.arn('states', `stateMachine:${machineName}`),
    name: machineName,
    type: 'EXPRESS',
    roleArn,
    text: '',
    definition,
    creationDate: now,
    updateDate: now,
    revisionId: undefined,
    status: 'ACTIVE',
    loggingConfiguration: { level: 'OFF' },
    tracingConfiguration: undefined,
    published: { versions: [], aliases: [], lastNumber: 0, changes: 0 },
  };
  const arn = place.arn('states', `express:${machineName}:${name}`);
  const execution = new ExpressExecution(place, machine, { arn, name, input: trial.input, synchronous: true, givenContext: trial.context });
  const { Retry: _retry, Catch: _catch, ...once } = { Retry: undefined, Catch: undefined, ...state };
  const block = { StartAt: testedName, States: { [testedName]: once as State } };
  const { input } = execution;
  const branch = new Branch(execution, block, { input, previous: 1, ...(inMap ? { item: { index: 0, value: input } } : {}) });
  branch.variables = trial.variables;
  enter(branch, testedName, input);
  branch.current.retryCount = trial.configuration.retrierRetryCount ?? 0;
  return branch;
}

/** As recorded, States.Runtime is told without the state and its event, of which a test has none to show. */
function withoutPlace(branch: Branch, failure: StateError): StateError {
  const place = causeIn(branch, '');
  if (failure.error !== 'States.Runtime' || !failure.cause?.startsWith(place)) return failure;
  return new StateError(failure.error, failure.cause.slice(place.length));
}

async function afterFailure(
  branch: Branch,
  { state, configuration }: Trial,
  failure: StateError,
  inspection: Inspection,
): Promise<Outcome> {
  const { Retry = [], Catch = [] } = state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Parallel' ? state : {};
  const retryIndex = Retry.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
  const retrier = Retry[retryIndex];
  if (retrier) {
    const { MaxAttempts = 3, IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = secondsOfYear } = retrier;
    const { retrierRetryCount = 0 } = configuration;
    inspection.errorDetails = { retryIndex };
    if (retrierRetryCount < MaxAttempts) {
      const seconds = Math.min(IntervalSeconds * BackoffRate ** retrierRetryCount, MaxDelaySeconds);
      inspection.errorDetails.retryBackoffIntervalSeconds = Math.floor(seconds);
      return { status: 'RETRIABLE', failure, inspection };
    }
  }
  const catchIndex = Catch.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
  if (catchIndex === -1) return { status: 'FAILED', failure, inspection };
  inspection.errorDetails = { ...inspection.errorDetails, catchIndex };
  try {
    const step = await caught(branch, Catch, failure);
    return { status: 'CAUGHT_ERROR', step: step!, failure, inspection };
  } catch (reason) {
    // the catcher's own fields
    if (reason instanceof StateError) return { status: 'FAILED', failure: withoutPlace(branch, reason), inspection };
    throw reason;
  }
}

/** What the events of a task tell of it. */
function seen(events: readonly HistoryEvent[], state: State): Pick<Inspection, 'afterArguments' | 'result'> {
  if (state.Type !== 'Task') return {};
  const text = (type: RegExp, member: string) => {
    const [, details] =
      Object.entries(events.find((event) => type.test(event.type)) ?? {}).find(([name]) => name.endsWith('EventDetails')) ?? [];
    const value = (details as Record<string, string> | undefined)?.[member];
    return value === undefined ? undefined : (JSON.parse(value) as unknown);
  };
  const given = text(/^TaskScheduled$/, 'parameters') ?? text(/^LambdaFunctionScheduled$/, 'input');
  return {
    ...(state.Arguments === undefined || given === undefined ? {} : { afterArguments: given }),
    result: text(/^(Task|LambdaFunction)Succeeded$/, 'output'),
  };
}
