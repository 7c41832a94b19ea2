import type { Change } from './change.ts';
import type { ShownParameter } from './shown-parameter.ts';
import type { Stack } from './stack.ts';
import type { StackSettings } from './stack-settings.ts';

/** A template, as far as requests are weighed by it. */
export interface TemplateSummary {
  description?: string;
  version?: string;
  /** JSON. */
  metadata?: string;
  parameters: DeclaredParameter[];
  /** One for each resource. */
  resourceTypes: string[];
  transforms: string[];
  /** Capabilities that whoever creates a stack of it has to acknowledge, and for which resources. */
  capabilities: string[];
  capabilitiesReason?: string;
}

export interface DeclaredParameter {
  name: string;
  type: string;
  description?: string;
  defaultValue?: string;
  noEcho: boolean;
  allowedValues?: string[];
}

/** What a stack is to be made of. */
export interface StackRequest {
  text: string;
  /** Values of parameters, where not the template's own. */
  given: Record<string, string>;
}

/** A template with its parameters' values, found to be deployable as a whole. */
export interface StackPlan {
  summary: TemplateSummary;
  parameters: ShownParameter[];
}

export interface PlannedChanges {
  /** In the order of the template. */
  resources: Change[];
  outputsDiffer: boolean;
}

/** What reads templates, and makes, changes and deletes what they declare. */
export interface StackEngine<Plan extends StackPlan = StackPlan> {
  /** @throws AwsError ValidationError for what is no template */
  summary(text: string): TemplateSummary;
  /** @throws AwsError ValidationError with everything that keeps it from being deployed */
  plan(stack: Pick<Stack, 'id' | 'name'>, request: StackRequest): Promise<Plan>;
  /** What a plan changes about a stack. @throws AwsError ValidationError for what cannot be changed */
  changes(stack: Stack, plan: Plan, tags: StackSettings['tags']): PlannedChanges;
  create(stack: Stack, plan: Plan): Promise<unknown>;
  /** @param settings of the stack where that succeeds */
  update(stack: Stack, plan: Plan, settings: StackSettings): Promise<unknown>;
  /** @param retained logical ids of what stays */
  delete(stack: Stack, retained: string[]): Promise<unknown>;
}
