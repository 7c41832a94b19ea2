import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionDoesNotExist,
  type ExecutionListItem,
  InvalidArn,
  paginateListExecutions,
  paginateListStateMachines,
} from '@aws-sdk/client-sfn';
import { intents as knownIntents } from '../core/intents.ts';
import { findStateMachine, machinePrefix } from './deployed.ts';
import { CommandError, exitCodes } from './exit.ts';
import { machineOf } from './follow/phases.ts';
import { intents } from './intents/intents.ts';
import { jsonObject } from './json-object.ts';
import type { Target } from './target.ts';
import { whole } from './text/wrap.ts';

/** How many executions are told of, the newest first. */
const newest = 20;

/** Of so many of each intent those of one environment are sought: others have started theirs since. */
const soughtAmong = 1000;

/** Of those whose names do not tell, so many are asked for what they work on, those that run first: Step Functions throttles who asks for thousands. */
const mostUnknown = 100;

/** Intents that work on many environments, unless their request names one. */
const worksOnMany = Object.entries(knownIntents).flatMap(([intent, { Request }]) => (Request ? [intent] : []));

/** An execution of an intent, and the environment that it works on. */
export interface KnownExecution extends DescribeExecutionOutput {
  environment: string;
  intent: string;
}

/**
 * The newest executions of all intents, or those that work on an environment, however many others have begun since.
 *
 * @throws CommandError where no intent is deployed
 */
export async function newestExecutions(target: Target, environment?: string): Promise<KnownExecution[]> {
  const listed = await listExecutions(target, environment === undefined ? newest : soughtAmong);
  if (environment === undefined) return describeAll(target, listed.slice(0, newest));
  const unknown = listed.filter((one) => worksOn(environment, one) === 'unknown');
  const running = unknown.filter(({ status }) => status === 'RUNNING');
  const asked = new Set([...running, ...unknown].slice(0, mostUnknown));
  const executions = listed.filter((one) => asked.has(one) || worksOn(environment, one) === 'yes');
  const found: KnownExecution[] = [];
  for (let first = 0; first < executions.length && found.length < newest; first += newest) {
    const described = await describeAll(target, executions.slice(first, first + newest));
    found.push(...described.filter((execution) => execution.environment === environment));
  }
  return found.slice(0, newest);
}

/** Of all intents, the newest first. */
async function listExecutions(target: Target, most: number): Promise<ExecutionListItem[]> {
  const lists = await Promise.all((await entryMachines(target)).map((machine) => listOf(target, machine, most)));
  return lists.flat().toSorted((a, b) => begun(b) - begun(a));
}

/** A page may hold fewer than it is asked for, and others come after it. */
async function listOf({ sfn }: Target, stateMachineArn: string, most: number): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client: sfn, pageSize: most }, { stateMachineArn })) {
    found.push(...executions);
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

function describeAll(target: Target, executions: ExecutionListItem[]): Promise<KnownExecution[]> {
  return Promise.all(executions.map(({ executionArn = '' }) => describe(target, executionArn)));
}

/** As `hsm` names what it starts, `ENVIRONMENT-UUID` or `INTENT-UUID`, and `start-due`, `due-ENVIRONMENT-SCHEDULE-TIME`. */
const named = /^(?:due-(?<due>.+)-[a-z]+-[0-9]{8}T[0-9]+Z|(?<asked>.+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * By its name, which tells nearly all; whoever else starts one, as an event or the console, may name it anything. What the clock starts of
 * audits and copies works on no single environment.
 */
function worksOn(environment: string, { name = '', executionArn = '' }: ExecutionListItem): 'yes' | 'no' | 'unknown' {
  const { due, asked } = named.exec(name)?.groups ?? {};
  const told = due ?? asked;
  if (told !== undefined) return told === environment ? 'yes' : 'no';
  return worksOnMany.some((intent) => machineOf(executionArn).endsWith(`-${intent}`)) ? 'no' : 'unknown';
}

/** @throws CommandError NoSuchExecution */
export async function knownExecution(target: Target, executionArn: string): Promise<KnownExecution> {
  try {
    return await describe(target, executionArn);
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist) && !(error instanceof InvalidArn)) throw error;
    throw noExecution(`there is no execution ${executionArn}`, target);
  }
}

/**
 * The execution that works on an environment; where none does, the newest that has.
 *
 * @throws CommandError NoSuchExecution
 */
export async function executionOn(target: Target, environment: string): Promise<KnownExecution> {
  const executions = await newestExecutions(target, environment);
  const execution = executions.find(({ status }) => status === 'RUNNING') ?? executions[0];
  if (!execution) throw noExecution(`no execution works, or has worked lately, on ${environment}`, target);
  return execution;
}

function noExecution(problem: string, { again }: Pick<Target, 'again'>): CommandError {
  return new CommandError(problem, exitCodes.badInput, 'NoSuchExecution', { remedy: `${whole(`npx hsm status${again}`)} lists them` });
}

async function describe({ sfn, stage }: Target, executionArn: string): Promise<KnownExecution> {
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const machine = machineOf(executionArn);
  return {
    ...execution,
    environment: environmentNameIn(execution.input),
    intent: machine.replace(machinePrefix(stage), '').replace(/^cloudhsm-lifecycle-/, ''),
  };
}

/** The state machines of the intents, as far as they are deployed. */
async function entryMachines(target: Target): Promise<string[]> {
  const names = new Set(Object.keys(intents).map((intent) => `${machinePrefix(target.stage)}${intent}`));
  const found: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: target.sfn }, {}))
    found.push(...stateMachines.filter(({ name = '' }) => names.has(name)).map(({ stateMachineArn = '' }) => stateMachineArn));
  return found.length > 0 ? found : [await findStateMachine(target, 'provision')];
}

function begun({ startDate }: ExecutionListItem): number {
  return startDate?.getTime() ?? 0;
}

/**
 * The environment that an execution's input names, the new one where it makes one of another: a file, a request, or an event's detail; of
 * an audit the only one that it is asked for. Empty where it names none.
 */
function environmentNameIn(input: string | undefined): string {
  const { name, as, environment, environments, detail }: Partial<Record<string, unknown>> = jsonObject(input);
  if (typeof detail === 'object' && detail !== null) return environmentNameIn(JSON.stringify(detail));
  const only = Array.isArray(environments) && environments.length === 1 ? environments[0] : undefined;
  const found = name ?? as ?? environment ?? only;
  return typeof found === 'string' ? found : '';
}
