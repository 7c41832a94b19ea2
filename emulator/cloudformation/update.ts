import type { StackResource } from '../services/cloudformation/stack.ts';
import { createdBy, makeResource, readyProperties, tell, UnfitProperties } from './creation.ts';
import { askCustom, CustomFailure, isCustom } from './custom-resource.ts';
import type { Leftover } from './deletion.ts';
import { type Difference, differenceOf, standingResource, type Tagged } from './differences.ts';
import { resolved } from './resolve-dynamic.ts';
import { type CreatedResource, ResourceError } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import { deploymentOf, propertiesOf, StackFailure, type StackRun } from './stack-run.ts';
import type { TemplatePlan } from './template-plan.ts';

type Made = CreatedResource & Pick<StackResource, 'given'>;

/** An update under way: how to take back what it has done, and what goes when it is done. */
export class Update {
  readonly #run: StackRun;
  readonly #plan: TemplatePlan;
  readonly #before: Tagged;
  readonly #after: Tagged;
  /** Newest last. */
  readonly #undo: (() => Promise<void>)[] = [];
  /** Physical resources that others have taken the place of. */
  readonly replaced: Leftover[] = [];
  /** What was made and is not wanted where the update is taken back. */
  readonly made: Leftover[] = [];

  constructor(run: StackRun, plan: TemplatePlan, before: Tagged, after: Tagged) {
    this.#run = run;
    this.#plan = plan;
    this.#before = before;
    this.#after = after;
  }

  /** Brings one resource to what the template says now. @throws StackFailure */
  async apply(logicalId: string): Promise<void> {
    const { stack } = this.#run;
    const { settled } = this.#plan;
    const standing = standingResource(stack, logicalId);
    const difference = differenceOf(standing, logicalId, this.#before, this.#after);
    if (!standing) await this.#add(logicalId);
    else if (difference.kind !== 'same') await this.#change(standing, difference);
    settled.created.set(logicalId, stack.resources.get(logicalId)!);
  }

  /** Brings everything back to what it was, the last change first. @returns logical ids of what cannot be */
  async takeBack(): Promise<string[]> {
    const failed: string[] = [];
    for (const undo of this.#undo.toReversed()) {
      try {
        await undo();
      } catch (error) {
        if (!(error instanceof StackFailure)) throw error;
        failed.push(error.resource!.logicalId);
      }
    }
    return failed;
  }

  async #add(logicalId: string): Promise<void> {
    const { stack } = this.#run;
    try {
      await makeResource(this.#run, this.#plan, logicalId);
    } finally {
      const resource = stack.resources.get(logicalId)!;
      if (resource.physicalId !== '') this.made.push({ resource, properties: propertiesOf(this.#plan.settled, logicalId) });
      else stack.resources.delete(logicalId);
    }
  }

  async #change(standing: StackResource, { kind, fixed }: Difference): Promise<void> {
    const { stack } = this.#run;
    const { logicalId } = standing;
    const held = { ...standing };
    const heldProperties = held.given ?? propertiesOf(this.#before.settled, logicalId);
    const isReplaced = kind === 'replace';
    const why = 'Requested update requires the creation of a new physical resource; hence creating one.';
    stack.resourceBecomes(standing, 'UPDATE_IN_PROGRESS', isReplaced ? why : undefined);
    await this.#run.pace(logicalId, 'update');
    let untouched = isReplaced;
    this.#undo.push(() => this.#restore(standing, held, heldProperties, untouched));
    try {
      const changed = isReplaced ? await this.#another(standing, fixed) : await this.#modified(standing, heldProperties);
      const isAnother = changed.physicalId !== held.physicalId;
      Object.assign(standing, { ...changed, type: this.#plan.settled.resources.get(logicalId)!.type });
      if (isAnother) {
        this.replaced.push({ resource: held, properties: heldProperties });
        this.made.push({ resource: { ...standing }, properties: propertiesOf(this.#plan.settled, logicalId) });
        stack.resourceBecomes(standing, 'UPDATE_IN_PROGRESS', 'Resource creation Initiated');
      }
      stack.resourceBecomes(standing, 'UPDATE_COMPLETE');
    } catch (error) {
      untouched ||= error instanceof UnfitProperties;
      if (error instanceof CustomFailure && error.physicalId !== held.physicalId) {
        const properties = propertiesOf(this.#plan.settled, logicalId);
        this.made.push({ resource: { ...standing, given: undefined, physicalId: error.physicalId }, properties });
      }
      stack.resourceBecomes(standing, 'UPDATE_FAILED', (error as Error).message);
      throw new StackFailure([(error as Error).message], standing);
    }
  }

  #modified(standing: StackResource, before: Record<string, unknown>): Promise<Made> {
    const { settled, tags } = this.#after;
    return modifiedTo(this.#run, standing, propertiesOf(settled, standing.logicalId), before, tags);
  }

  /** Another physical resource. @throws ResourceError where it would have the name of the one that it is to replace */
  async #another(standing: StackResource, fixed: string[]): Promise<Made> {
    const { type, properties } = this.#plan.settled.resources.get(standing.logicalId)!;
    const by = resourceTypes.get(type)?.taken?.by;
    if (by !== undefined && properties[by] !== undefined && type === standing.type && !fixed.includes(by)) {
      const why = 'CloudFormation cannot update a stack when a custom-named resource requires replacing.';
      throw new ResourceError(`${why} Rename ${standing.physicalId} and update the stack again.`);
    }
    const resource = { ...standing, type, physicalId: '' };
    try {
      return { ...(await createdBy(this.#run, this.#plan.settled, resource)), given: resource.given };
    } catch (error) {
      if (resource.physicalId !== '') this.made.push({ resource, properties: propertiesOf(this.#plan.settled, resource.logicalId) });
      throw error;
    }
  }

  /** Brings a resource back to what it was. What has taken its place is left to be deleted. */
  async #restore(standing: StackResource, held: StackResource, properties: Record<string, unknown>, untouched: boolean): Promise<void> {
    const { stack } = this.#run;
    stack.resourceBecomes(standing, 'UPDATE_IN_PROGRESS');
    await this.#run.pace(held.logicalId, 'restore');
    try {
      if (!untouched) await modifiedTo(this.#run, held, properties, propertiesOf(this.#plan.settled, held.logicalId), this.#before.tags);
      const { type, physicalId, arn, attributes, given } = held;
      Object.assign(standing, { type, physicalId, arn, attributes, given });
      stack.resourceBecomes(standing, 'UPDATE_COMPLETE');
    } catch (error) {
      stack.resourceBecomes(standing, 'UPDATE_FAILED', (error as Error).message);
      throw new StackFailure([(error as Error).message], standing);
    }
  }
}

/** Changes what stands, and tells nobody. What a custom resource's function calls otherwise has taken its place. */
async function modifiedTo(
  run: StackRun,
  { logicalId, type, physicalId, arn, attributes }: StackResource,
  wanted: Record<string, unknown>,
  before: Record<string, unknown>,
  tags: Tagged['tags'],
): Promise<Made> {
  const deployment = deploymentOf(run, logicalId);
  const ready = (await resolved(wanted, run.place)) as Record<string, unknown>;
  if (isCustom(type)) {
    const asked = { RequestType: 'Update', properties: ready, physicalId, before } as const;
    return { ...(await askCustom(type, asked, deployment, run.responses)), given: ready };
  }
  const resourceType = resourceTypes.get(type)!;
  return run.place.clock.during(async () => {
    const properties = readyProperties(resourceType, ready, tags);
    const made = { physicalId, arn, properties: readyProperties(resourceType, before, run.stack.settings.tags) };
    const changed = await resourceType.update!(properties, made, deployment);
    tell(run.place, { physicalId, arn }, properties, made.properties);
    return { physicalId, arn, attributes: { ...attributes, ...changed }, given: ready };
  });
}
