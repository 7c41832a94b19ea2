import { groupedBy } from '../../core/grouped-by.ts';
import type { LoggedCall } from '../../emulator/kernel/call-log.ts';
import type { PastAnswers } from '../../emulator/kernel/past-answers.ts';
import type { Execution, ExecutionStatus } from '../../emulator/services/states/execution.ts';
import type { Moment, Rig } from './rig.ts';
import type { Scenario } from './scenario.ts';

/** The request of a caller for something, for the nth time in a run. */
export interface RecordedCall {
  /** As `Rig.nameOf` says. */
  caller: string;
  /** A function or a container, which can die; else a service. */
  canDie: boolean;
  operation: string;
  /** The function that is invoked, or the machine that is started; `` for anything else. */
  subject: string;
  /** Which one of the same caller, operation and subject, from 1. */
  nth: number;
  /** Which one of those with the same input. */
  nthOfInput: number;
  input: unknown;
  /** A read whose answer had been another one before: an answer of before would differ. */
  canBeStale: boolean;
}

/** A state as it was entered in a run, and what stood then. */
export interface RecordedMoment extends Moment {
  type: string;
  cluster: string | undefined;
  activeHsms: number;
  /** As `Rig.secrets` says. */
  secrets: string[];
}

/** A run without any fault. */
export interface Recording {
  scenario: Scenario;
  end: { status: ExecutionStatus; error: string | undefined };
  calls: RecordedCall[];
  moments: RecordedMoment[];
  /** The rules that delivered something, once for each delivery. */
  deliveries: string[];
}

const reads = /:(Describe|List|Get|BatchGet)(?!RandomPassword)|^kms:Encrypt$/;

/** Runs a scenario twice: to see which requests there are, and which of them had another answer before. */
export async function record(rig: Rig, scenario: Scenario): Promise<Recording> {
  const first = await cleanRun(rig, scenario, []);
  const readable = first.calls.filter(({ operation, byActivity }) => canBeOld(operation) && byActivity);
  const inputs = groupedBy(readable, ({ operation }) => operation);
  const asked = [...inputs].map(([operation, calls]) => ({ operation, inputs: calls.map(({ input }) => input) }));
  const { calls, execution, moments, deliveries, pasts } = await cleanRun(rig, scenario, asked);
  const { status, error } = execution;
  return { scenario, end: { status, error }, calls: numbered(rig, calls, pasts), moments, deliveries };
}

/** DynamoDB is read consistently, S3 always is, and the HSMs answer for themselves. */
function canBeOld(operation: string): boolean {
  return reads.test(operation) && !/^(dynamodb|s3|data-plane|ssm|ecs|lambda):/.test(operation);
}

interface CleanRun {
  execution: Execution;
  calls: LoggedCall[];
  moments: RecordedMoment[];
  deliveries: string[];
  pasts: PastAnswers[];
}

async function cleanRun(rig: Rig, scenario: Scenario, asked: { operation: string; inputs: unknown[] }[]): Promise<CleanRun> {
  await rig.fresh();
  await scenario.prepare?.(rig);
  const { home } = rig;
  // they look at what is answered and are met by nobody
  for (const { operation, inputs } of asked) home.faults.inject({ operation, stale: true, inputs, only: () => false });
  const pasts = home.faults.pasts();
  const moments = watchMoments(rig, scenario.file.name);
  const [callsBefore, deliveriesBefore] = [home.calls.calls.length, home.events.deliveries.begun.length];
  await startScenario(rig, scenario);
  await comeToRest(rig, scenario);
  return {
    execution: rig.runs(machineOf(scenario)).at(-1)!,
    calls: home.calls.calls.slice(callsBefore),
    moments,
    deliveries: home.events.deliveries.begun.slice(deliveriesBefore).map(({ rule }) => rule),
    pasts,
  };
}

export async function startScenario(rig: Rig, scenario: Scenario): Promise<void> {
  if (scenario.byEvent) await rig.request(scenario.input);
  else if (scenario.withinSeconds) await rig.home.clock.advance(scenario.withinSeconds);
  else await startByHand(rig, scenario);
}

/** As people do, whatever starts it otherwise. */
export async function startByHand(rig: Rig, scenario: Scenario): Promise<Execution> {
  return rig.home.states.execution(await rig.start(scenario.input, machineOf(scenario)));
}

/** What is brought is of no use where an HSM fails meanwhile, and is asked for again. */
const mostAnswers = 4;

/** The end of all that was set going, with what people are wanted for. */
export async function comeToRest(rig: Rig, { people }: Scenario): Promise<void> {
  await rig.idle();
  for (let answers = 0; answers < mostAnswers && (await people?.(rig)); answers++) await rig.idle();
}

export function machineOf({ name, machine }: Scenario): string {
  return machine ?? name.split('/')[0]!;
}

function numbered(rig: Rig, logged: LoggedCall[], pasts: PastAnswers[]): RecordedCall[] {
  const seen = new Map<string, number>();
  return logged.flatMap((call) => {
    const { caller, byActivity: canDie, operation, input } = call;
    const name = rig.nameOf(caller);
    if (name === undefined) return [];
    const subject = subjectOf(operation, input);
    const key = `${name} ${operation} ${subject}`;
    const nth = count(seen, key);
    const nthOfInput = count(seen, `${key} ${JSON.stringify(input)}`);
    const past = pasts.find((one) => one.operation === operation);
    return {
      caller: name,
      canDie,
      operation,
      subject,
      nth,
      nthOfInput,
      input,
      canBeStale: canDie && (past?.hadChanged(call) ?? false),
    };
  });
}

function count(seen: Map<string, number>, key: string): number {
  const nth = (seen.get(key) ?? 0) + 1;
  seen.set(key, nth);
  return nth;
}

/** What an invocation or a start is of: requests for different ones are different steps. */
export function subjectOf(operation: string, input: unknown): string {
  const { FunctionName, stateMachineArn } = input as { FunctionName?: string; stateMachineArn?: string };
  if (operation === 'lambda:Invoke') return FunctionName!.split(':').at(-1)!;
  return operation === 'stepfunctions:StartExecution' ? stateMachineArn!.split(':').at(-1)! : '';
}

function watchMoments(rig: Rig, environment: string): RecordedMoment[] {
  const moments: RecordedMoment[] = [];
  const entered = new Map<string, number>();
  rig.home.states.watchers.add((execution, { type, stateEnteredEventDetails }) => {
    const state = (stateEnteredEventDetails as { name: string } | undefined)?.name;
    const machine = rig.machineName(execution);
    if (state === undefined) return;
    const nth = count(entered, `${machine} ${state}`);
    const [cluster] = rig.clusters(environment);
    const secrets = rig.secrets(environment);
    const activeHsms = cluster?.hsms.filter((hsm) => hsm.state === 'ACTIVE').length ?? 0;
    moments.push({ machine, state, nth, type: type.replace('StateEntered', ''), cluster: cluster?.state, activeHsms, secrets });
  });
  return moments;
}
