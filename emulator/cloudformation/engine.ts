import { isDeepStrictEqual } from 'node:util';
import type { AwsPlace } from '../cloud.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { Change } from '../services/cloudformation/change.ts';
import type { StackEngine, StackRequest, TemplateSummary } from '../services/cloudformation/engine.ts';
import type { Stack } from '../services/cloudformation/stack.ts';
import type { StackSettings } from '../services/cloudformation/stack-settings.ts';
import { bundleInBucket } from './bundle-in-bucket.ts';
import { makeResource, takeOutputs } from './creation.ts';
import { deleteLeftovers, deleteResources } from './deletion.ts';
import { differences, type Tagged, unchangeable, unwanted } from './differences.ts';
import { importsOf } from './imports.ts';
import type { CodeLocation } from './resource-type.ts';
import { outputsOf, shownChanges } from './shown-changes.ts';
import type { StackResponses } from './stack-responses.ts';
import { propertiesOf, StackFailure, type StackRun, settledStack } from './stack-run.ts';
import { readForStack, summaryOf } from './summary.ts';
import { type Source, type TemplatePlan, templatePlan } from './template-plan.ts';
import { Update } from './update.ts';

/** How a stack is made at the start, where not as AWS does it. */
export interface Manner {
  artifact: (code: CodeLocation) => Uint8Array;
  /** Whether resources take no time. */
  atOnce: true;
}

/** Makes and deletes the stacks of a place. */
export class Engine implements StackEngine<TemplatePlan> {
  readonly #place: AwsPlace;
  readonly #responses: StackResponses;
  readonly #sources = new WeakMap<Stack, Source>();
  /** Creations under way. */
  readonly #making = new WeakMap<Stack, Promise<unknown>>();
  readonly #makings = new WeakMap<Stack, Map<string, number>>();

  constructor(place: AwsPlace, responses: StackResponses) {
    this.#place = place;
    this.#responses = responses;
  }

  summary(text: string): TemplateSummary {
    return summaryOf(readForStack(text));
  }

  async plan(stack: Pick<Stack, 'id' | 'name'>, { text, given }: StackRequest): Promise<TemplatePlan> {
    const problems: string[] = [];
    const plan = await templatePlan(this.#place, stack, { template: readForStack(text), text: () => text, given }, problems);
    if (problems.length > 0) throw new AwsError('ValidationError', `Template error: ${told(problems)}`);
    return plan;
  }

  changes(stack: Stack, plan: TemplatePlan, tags: StackSettings['tags']): Change[] {
    const before = this.#before(stack);
    const found = differences(stack, plan.order, before, { settled: plan.settled, tags });
    const problems = unchangeable(found, plan.settled);
    if (problems.length > 0) throw new AwsError('ValidationError', problems.join('\n'));
    return shownChanges(stack, plan, found, (logicalId) => this.#policy(stack, logicalId));
  }

  differs(stack: Stack, plan: TemplatePlan): boolean {
    const { settled } = this.#before(stack);
    return !isDeepStrictEqual(outputsOf(settled, this.#sources.get(stack)?.template), outputsOf(plan.settled, plan.template));
  }

  /** What stands, and the tags that it has. */
  #before(stack: Stack): Tagged {
    const source = this.#sources.get(stack);
    const none: Source = { template: { Resources: {} }, given: {}, stored: new Map() };
    return { settled: settledStack(this.#place, stack, source ?? none), tags: stack.settings.tags };
  }

  /** Brings a stack to what a plan says, or back to what it was where that fails. @returns what stopped it */
  async update(stack: Stack, plan: TemplatePlan, settings: StackSettings, manner?: Manner): Promise<StackFailure | undefined> {
    const run = this.#run(stack, manner);
    const before = this.#before(stack);
    const update = new Update(run, plan, before, { settled: plan.settled, tags: settings.tags });
    try {
      for (const logicalId of plan.order) await update.apply(logicalId);
      takeOutputs(run, plan);
    } catch (error) {
      if (!(error instanceof StackFailure)) throw error;
      await this.#takeBack(run, update, error);
      return error;
    }
    const former = this.#sources.get(stack)?.template.Resources ?? {};
    this.#adopt(stack, plan);
    stack.settings = settings;
    stack.imports = importsOf(plan.settled);
    stack.become('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await deleteLeftovers(run, update.replaced, (logicalId) => former[logicalId]?.UpdateReplacePolicy === 'Retain');
    const gone = unwanted(stack, plan.settled);
    const leftovers = gone.map((resource) => ({ resource, properties: propertiesOf(before.settled, resource.logicalId) }));
    await deleteLeftovers(run, leftovers, (logicalId) => (former[logicalId]?.DeletionPolicy ?? 'Delete') !== 'Delete');
    for (const { logicalId } of gone) stack.resources.delete(logicalId);
    stack.become('UPDATE_COMPLETE');
    return undefined;
  }

  async #takeBack(run: StackRun, update: Update, { resource, message }: StackFailure): Promise<void> {
    const { stack } = run;
    const how = resource?.status === 'CREATE_FAILED' ? 'create' : 'update';
    stack.become(
      'UPDATE_ROLLBACK_IN_PROGRESS',
      resource ? `The following resource(s) failed to ${how}: [${resource.logicalId}]. ` : message,
    );
    const failed = await update.takeBack();
    if (failed.length > 0)
      return stack.become('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
    stack.become('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await deleteLeftovers(run, update.made, () => false);
    for (const { resource: made } of update.made)
      if (stack.resources.get(made.logicalId)?.status.startsWith('DELETE_')) stack.resources.delete(made.logicalId);
    stack.become('UPDATE_ROLLBACK_COMPLETE');
  }

  /** From now on, a stack is of this template. */
  #adopt(stack: Stack, { template, given, stored, parameters, summary, text }: TemplatePlan): void {
    this.#sources.set(stack, { template, given, stored });
    Object.assign(stack, { given, parameters, description: summary.description, templateText: text });
  }

  /** Makes a stack, or leaves it as its settings say where something cannot be made. @returns what stopped it */
  async create(stack: Stack, plan: TemplatePlan, manner?: Manner): Promise<StackFailure | undefined> {
    const making = this.#make(stack, plan, manner);
    this.#making.set(stack, making);
    const failure = await making.finally(() => this.#making.delete(stack));
    if (failure && !isGoing(stack)) await this.#undo(stack, failure, manner);
    return failure;
  }

  async #undo(stack: Stack, failure: StackFailure, manner?: Manner): Promise<void> {
    const { onFailure } = stack.settings;
    const why = failure.resource ? `The following resource(s) failed to create: [${failure.resource.logicalId}]. ` : `${failure.message}. `;
    if (onFailure === 'DO_NOTHING') return stack.become('CREATE_FAILED', why);
    if (onFailure === 'DELETE') {
      stack.become('DELETE_IN_PROGRESS', `${why}Delete requested by user.`);
      return this.delete(stack, [], manner);
    }
    await this.#rollBack(stack, `${why}Rollback requested by user.`, manner);
  }

  async #make(stack: Stack, plan: TemplatePlan, manner?: Manner): Promise<StackFailure | undefined> {
    const { order } = plan;
    this.#adopt(stack, plan);
    const run = this.#run(stack, manner);
    const begun = this.#place.clock.now();
    const { timeoutInMinutes = Number.POSITIVE_INFINITY } = stack.settings;
    try {
      for (const logicalId of order) {
        if (isGoing(stack)) throw new StackFailure(['Resource creation cancelled']);
        if (this.#place.clock.now() - begun > timeoutInMinutes * 60_000)
          throw new StackFailure([`Stack creation time exceeded the specified timeout`]);
        await makeResource(run, plan, logicalId);
      }
      takeOutputs(run, plan);
    } catch (error) {
      if (error instanceof StackFailure) return error;
      throw error;
    }
    if (isGoing(stack)) return new StackFailure(['Resource creation cancelled']);
    stack.imports = importsOf(plan.settled);
    stack.become('CREATE_COMPLETE');
    return undefined;
  }

  async #rollBack(stack: Stack, why: string, manner?: Manner): Promise<void> {
    stack.become('ROLLBACK_IN_PROGRESS', why);
    const failed = await this.#deleteAll(stack, (logicalId) => this.#policy(stack, logicalId) === 'Retain', manner);
    stack.outputs = [];
    if (failed.length > 0) stack.become('ROLLBACK_FAILED', failedToDelete(failed));
    else stack.become('ROLLBACK_COMPLETE');
  }

  async delete(stack: Stack, retained: string[], manner?: Manner): Promise<void> {
    // what is being made is made to its end first
    await this.#making.get(stack)?.catch(() => undefined);
    const stays = (logicalId: string) =>
      retained.includes(logicalId) || ['Retain', 'RetainExceptOnCreate'].includes(this.#policy(stack, logicalId));
    const failed = await this.#deleteAll(stack, stays, manner);
    if (failed.length > 0) return stack.become('DELETE_FAILED', failedToDelete(failed));
    Object.assign(stack, { outputs: [], imports: [] });
    stack.become('DELETE_COMPLETE');
    stack.deletedAt = this.#place.clock.date();
  }

  async #deleteAll(stack: Stack, isRetained: (logicalId: string) => boolean, manner?: Manner): Promise<string[]> {
    const source = this.#sources.get(stack);
    if (!source) return []; // only reviewed: nothing was made
    return deleteResources(this.#run(stack, manner), settledStack(this.#place, stack, source), isRetained);
  }

  #policy(stack: Stack, logicalId: string): string {
    return this.#sources.get(stack)?.template.Resources[logicalId]?.DeletionPolicy ?? 'Delete';
  }

  #run(stack: Stack, manner?: Manner): StackRun {
    const place = this.#place;
    const makings = this.#makings.get(stack) ?? new Map<string, number>();
    this.#makings.set(stack, makings);
    return {
      place,
      stack,
      responses: this.#responses,
      artifact: manner?.artifact ?? ((code) => bundleInBucket(place, code)),
      pace: async (logicalId, what) => {
        if (manner) return;
        const seconds = place.duration('changeStackResource', stack.id, logicalId, what, stack.events.length);
        await place.clock.sleep(seconds, `${logicalId} of stack ${stack.name}`);
      },
      makings,
    };
  }
}

/** Whether somebody has asked for a stack's deletion. */
function isGoing({ status }: Stack): boolean {
  return status === 'DELETE_IN_PROGRESS';
}

/** As many are told. */
const mostProblems = 100;

function told(problems: string[]): string {
  const more = problems.length - mostProblems;
  return [...problems.slice(0, mostProblems), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}

function failedToDelete(failed: string[]): string {
  return `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
}
