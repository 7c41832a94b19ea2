import { AwsError } from '../../kernel/aws-error.ts';
import { Activities } from './activity.ts';
import type { Beginning, Execution, ExecutionPlace } from './execution.ts';
import { ExpressExecution } from './express-execution.ts';
import type { HistoryEvent } from './history.ts';
import { checkLogging } from './logging.ts';
import type { StateMachine } from './machine.ts';
import type { MapRun } from './map-run.ts';
import { checkArn, checkName } from './names.ts';
import type { StatesNeeds } from './needs.ts';
import { type NewMachine, newMachine, same, unchanged } from './new-machine.ts';
import { isForgotten, Retention } from './retention.ts';
import { StandardExecution } from './standard-execution.ts';
import { TaskTokens } from './task-tokens.ts';
import { Turns } from './turns.ts';

export interface StatesPlace extends StatesNeeds {
  readonly states: StatesState;
}

/** The account's state machines and their executions. */
export class StatesState {
  readonly place: StatesNeeds;
  readonly machines = new Map<string, StateMachine>();
  readonly executions = new Map<string, Execution>();
  readonly mapRuns = new Map<string, MapRun>();
  readonly activities = new Activities();
  readonly tokens: TaskTokens;
  /** Told of every event of every execution, at the instant at which it is recorded. */
  readonly watchers = new Set<(execution: Execution, event: HistoryEvent) => void>();
  readonly turns: Turns;
  /** How many executions and Map Runs have ever begun: their ids come from it. */
  readonly begun = { executions: 0, mapRuns: 0 };
  readonly #retention = new Retention();

  constructor(place: StatesNeeds) {
    this.place = place;
    this.tokens = new TaskTokens(place);
    this.turns = new Turns(place.clock);
  }

  /**
   * Creates a state machine, or finds the same one.
   *
   * @param wanted.definition Amazon States Language, as text
   * @returns its ARN
   * @throws AwsError InvalidName, InvalidArn, InvalidDefinition, StateMachineAlreadyExists, StateMachineDeleting,
   * InvalidLoggingConfiguration, AccessDeniedException for a role that Step Functions may not assume or that may not log
   */
  createStateMachine(wanted: NewMachine): string {
    const machine = this.#checked(wanted);
    const existing = this.machines.get(machine.arn);
    if (existing?.status === 'DELETING') {
      throw new AwsError('StateMachineDeleting', `State Machine is being deleted: '${machine.arn}'`);
    }
    if (existing && !same(existing, machine)) {
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${machine.arn}'`);
    }
    if (!existing) this.machines.set(machine.arn, machine);
    return machine.arn;
  }

  /**
   * Gives a state machine another definition, role or configuration. Executions that run go on as they began.
   *
   * @returns the revision that it has from now on: the same where nothing is changed
   * @throws AwsError as createStateMachine, and StateMachineDoesNotExist
   */
  changeStateMachine(wanted: NewMachine): StateMachine {
    const changed = this.#checked(wanted);
    const existing = this.standing(changed.arn);
    const { arn, creationDate, published } = existing;
    if (unchanged(existing, changed)) return existing;
    const revisionId = this.place.random.uuid('state-machine-revision', arn, published.changes++);
    const revision = { ...changed, creationDate, revisionId, published };
    this.machines.set(arn, revision);
    return revision;
  }

  #checked(wanted: NewMachine): StateMachine {
    checkName(wanted.name);
    checkArn(wanted.roleArn, 'role');
    const machine = newMachine(this.place, wanted);
    if (!this.place.iam.assumable(machine.roleArn, 'states.amazonaws.com', machine.arn)) {
      const why =
        'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.';
      throw new AwsError('AccessDeniedException', why);
    }
    checkLogging(this.place, machine.loggingConfiguration, machine.roleArn, machine.name);
    return machine;
  }

  /** @throws AwsError InvalidArn, StateMachineDoesNotExist */
  machine(arn: string): StateMachine {
    checkArn(arn, 'stateMachine');
    const machine = this.machines.get(arn);
    if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /** @throws AwsError InvalidArn, StateMachineDoesNotExist, StateMachineDeleting */
  standing(arn: string): StateMachine {
    const machine = this.machine(arn);
    if (machine.status === 'DELETING') throw new AwsError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
    return machine;
  }

  /** @throws AwsError InvalidArn, ExecutionDoesNotExist */
  execution(arn: string): Execution {
    checkArn(arn, 'execution');
    const execution = this.executions.get(arn);
    if (!execution || isForgotten(execution, this.place.clock.now()))
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }

  /** @throws AwsError ResourceNotFound */
  mapRun(arn: string): MapRun {
    const mapRun = this.mapRuns.get(arn);
    if (!mapRun) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
    return mapRun;
  }

  /** @throws AwsError InvalidArn, ExecutionDoesNotExist */
  known(arn: string): Execution {
    const execution = this.executions.get(arn);
    return execution && !isForgotten(execution, this.place.clock.now()) ? execution : this.execution(arn);
  }

  /** Begins an execution of the machine's type. Of the type EXPRESS, those of Map Runs alone are known from then on. */
  begin(place: ExecutionPlace, machine: StateMachine, begin: Beginning): Execution {
    this.#retention.apply(this, this.place.clock.now());
    const Type = machine.type === 'EXPRESS' ? ExpressExecution : StandardExecution;
    const execution = new Type(place, machine, begin);
    if (machine.type === 'STANDARD' || begin.mapRunArn !== undefined) this.executions.set(execution.arn, execution);
    execution.start();
    return execution;
  }

  running(): Execution[] {
    return [...this.executions.values()].filter(({ status }) => status === 'RUNNING');
  }

  /** What AWS bills an execution for: every state entered and every retry. */
  stateTransitions(executionArn: string): number {
    return this.execution(executionArn).transitions;
  }
}
