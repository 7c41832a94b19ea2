import type { Branch } from '../branch.ts';
import { checkDataLimit } from '../data-limit.ts';
import { eventData } from '../history.ts';
import type { Job, TaskCall } from '../integrations/integration.ts';
import type { Resource } from '../integrations/resource.ts';
import { StateError } from '../state-error.ts';
import { limitDetails, type TaskLimits, Watch } from './task-limits.ts';

type ServiceResource = Extract<Resource, { kind: 'service' }>;

/**
 * One attempt of a task that calls a service: the plain call, a job that is waited for (`.sync`), or a call after which somebody
 * answers with the token. As recorded, a job has a token as well, and whoever answers with it ends the wait.
 *
 * @returns the task's result
 * @throws StateError, its event recorded; Aborted
 */
export async function runServiceTask(
  branch: Branch,
  resource: ServiceResource,
  given: unknown,
  limits: TaskLimits,
  call: TaskCall,
  token: string | undefined,
): Promise<unknown> {
  return new Attempt(branch, resource, limits, call).run(given, token);
}

class Attempt {
  readonly #branch: Branch;
  readonly #resource: ServiceResource;
  readonly #limits: TaskLimits;
  readonly #call: TaskCall;
  readonly #watch: Watch;
  /** Under way, and to be stopped if the attempt ends before it. */
  #job: Job | undefined;

  constructor(branch: Branch, resource: ServiceResource, limits: TaskLimits, call: TaskCall) {
    this.#branch = branch;
    this.#resource = resource;
    this.#limits = limits;
    this.#call = call;
    const forPeople = resource.pattern === '.waitForTaskToken' || (resource.pattern !== '' && resource.integration.jobWaits);
    this.#watch = new Watch(branch, limits, forPeople ? 'ride' : 'drive');
  }

  async run(given: unknown, token: string | undefined): Promise<unknown> {
    try {
      const parameters = this.#resource.integration.complete?.(given, this.#call) ?? given;
      const region = this.#call.place.region;
      this.#tell('Scheduled', { region, parameters: JSON.stringify(parameters), ...limitDetails(this.#limits) });
      this.#tell('Started');
      const output = await (token === undefined ? this.#called(parameters) : this.#awaited(parameters, token));
      checkDataLimit(this.#resource.resourceType, output);
      this.#tell('Succeeded', eventData('output', output));
      return output;
    } catch (failure) {
      if (this.#job) void stop(this.#job);
      if (failure instanceof StateError && failure.eventId === undefined) {
        this.#tellFailure(failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed', failure);
      }
      throw failure;
    } finally {
      this.#watch.end();
    }
  }

  #called(parameters: unknown): Promise<unknown> {
    return this.#watch.over(this.#resource.integration.request(this.#call, parameters));
  }

  async #awaited(parameters: unknown, token: string): Promise<unknown> {
    const { tokens } = this.#call.place.states;
    const answer = tokens.open(token, { executionArn: this.#call.executionArn, heartbeat: () => this.#watch.heartbeat() });
    try {
      const response = await this.#submit(parameters);
      if (this.#resource.pattern.startsWith('.sync'))
        return await this.#watch.over(Promise.race([this.#finished(parameters, response), answer]));
      this.#watch.heartbeat();
      return await this.#watch.over(answer);
    } finally {
      tokens.close(token);
    }
  }

  #finished(parameters: unknown, response: Record<string, unknown>): Promise<unknown> {
    const { integration, pattern } = this.#resource;
    this.#job = integration.job!(this.#call, parameters, response, pattern);
    // a job that ends by itself, well or not, is not stopped
    return this.#job.finished.finally(() => {
      this.#job = undefined;
    });
  }

  /** The call that starts what the task then waits for. */
  async #submit(parameters: unknown): Promise<Record<string, unknown>> {
    const { integration, pattern } = this.#resource;
    try {
      if (pattern.startsWith('.sync')) integration.permit?.(this.#call, parameters);
      const response = await this.#watch.over(integration.request(this.#call, parameters));
      this.#tell('Submitted', eventData('output', response));
      return response;
    } catch (failure) {
      // a function that fails is a task that failed; any other call that fails submitted nothing
      const submits = failure instanceof StateError && failure.error !== 'States.Timeout' && this.#resource.resourceType !== 'lambda';
      if (submits) this.#tellFailure('SubmitFailed', failure);
      throw failure;
    }
  }

  #tellFailure(what: 'Failed' | 'TimedOut' | 'SubmitFailed', failure: StateError): void {
    const { error, cause } = failure;
    failure.eventId = this.#tell(what, { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  }

  #tell(what: string, details: Record<string, unknown> = {}): number {
    const { resourceType, resource } = this.#resource;
    return this.#branch.record(`Task${what}`, { [`task${what}EventDetails`]: { resourceType, resource, ...details } });
  }
}

/** As far as the role may: a job that cannot be stopped goes on. */
async function stop(job: Job): Promise<void> {
  try {
    await job.cancel();
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
  }
}
