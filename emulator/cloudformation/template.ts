/** A CloudFormation template in JSON, as packaging writes it. */
export interface Template {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Metadata?: unknown;
  Parameters?: Record<string, TemplateParameter>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Description?: string; Export?: unknown; Condition?: string }>;
}

export interface TemplateParameter {
  Type: string;
  Default?: string | number;
  AllowedValues?: (string | number)[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: string | number;
  MaxLength?: string | number;
  MinValue?: string | number;
  MaxValue?: string | number;
  Description?: string;
  NoEcho?: boolean;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string | string[];
  Condition?: string;
}

const sections = ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Conditions', 'Resources', 'Outputs'];

/** `Metadata`, `DeletionPolicy` and `UpdateReplacePolicy` have no effect: the emulator neither updates nor deletes stacks. */
const resourceAttributes = ['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'];

/** What in a template's outline is not supported, by name. */
export function outlineProblems(template: Template): string[] {
  const problems = Object.keys(template)
    .filter((name) => !sections.includes(name))
    .map((name) => `template section ${name} is not supported; supported are ${sections.join(', ')}`);
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    for (const name of Object.keys(resource)) {
      if (!resourceAttributes.includes(name)) {
        problems.push(`${logicalId}: attribute ${name} is not supported; supported are ${resourceAttributes.join(', ')}`);
      }
    }
  }
  if (Object.keys(template.Resources ?? {}).length === 0) problems.push('the template has no Resources');
  return problems;
}
