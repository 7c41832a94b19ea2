import * as z from 'zod';
import { checked } from '../kernel/checked.ts';
import { mappingProblems } from './mappings.ts';
import { quotaProblems } from './quotas.ts';
import type { Rule } from './rules.ts';

/** A CloudFormation template, its functions in their long forms. */
export interface Template {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Metadata?: unknown;
  Transform?: unknown;
  Parameters?: Record<string, TemplateParameter>;
  Rules?: Record<string, Rule>;
  Mappings?: Record<string, unknown>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Description?: string; Export?: unknown; Condition?: string }>;
}

export interface TemplateParameter {
  Type: string;
  Default?: string | number | boolean;
  AllowedValues?: (string | number | boolean)[];
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
  DeletionPolicy?: unknown;
  UpdateReplacePolicy?: unknown;
}

const sections = [
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Transform', 'Parameters', 'Rules', 'Mappings', 'Conditions', 'Resources'],
  'Outputs',
];

/** Of a resource; `Metadata` has no effect. */
export const resourceAttributes = ['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'];

const values = z.union([z.string(), z.number(), z.boolean()], 'has to be a text, a number or a flag');
const limit = z.union([z.string(), z.number()], 'has to be a number').optional();

const present = z.unknown().refine((value) => value !== undefined, 'is missing');

const outline = z.looseObject({
  Parameters: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Default: values.optional(),
        AllowedValues: z.array(values).optional(),
        AllowedPattern: z.string().optional(),
        MinLength: limit,
        MaxLength: limit,
        MinValue: limit,
        MaxValue: limit,
      }),
    )
    .optional(),
  Rules: z
    .record(
      z.string(),
      z.looseObject({ Assertions: z.array(z.looseObject({ Assert: present, AssertDescription: z.string().optional() })) }),
    )
    .optional(),
  Mappings: z.record(z.string(), z.unknown()).optional(),
  Conditions: z.record(z.string(), z.unknown()).optional(),
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      DependsOn: z.union([z.string(), z.array(z.string())], 'has to be a name or a list of names').optional(),
      Condition: z.string().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.looseObject({ Value: present, Condition: z.string().optional() })).optional(),
});

/** Where a template is not what templates are at all; each line names the path. */
export function shapeProblems(template: unknown): string[] {
  if (typeof template === 'object' && template !== null && 'TemplateBody' in template)
    return ['TemplateBody: this is an answer of get-template, and not the template in it: ask with --query TemplateBody'];
  try {
    checked<unknown>(outline, template, 'the template');
    return quotaProblems(template as object);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

const parameterAttributes = [
  ...['Type', 'Default', 'AllowedValues', 'AllowedPattern', 'ConstraintDescription', 'MinLength', 'MaxLength', 'MinValue', 'MaxValue'],
  ...['Description', 'NoEcho'],
];
const outputAttributes = ['Value', 'Description', 'Export', 'Condition'];

function unknownAttributes(what: string, declared: Record<string, object> = {}, known: string[]): string[] {
  return Object.entries(declared).flatMap(([name, one]) =>
    Object.keys(one)
      .filter((attribute) => !known.includes(attribute))
      .map((attribute) => `${what}${name}: attribute ${attribute} is not supported; supported are ${known.join(', ')}`),
  );
}

/** What in a template's outline is not supported, by name. */
export function outlineProblems(template: Template): string[] {
  const problems = Object.keys(template)
    .filter((name) => !sections.includes(name))
    .map((name) => `template section ${name} is not supported; supported are ${sections.join(', ')}`);
  // conditions may have any name
  for (const section of ['Parameters', 'Rules', 'Mappings', 'Resources', 'Outputs'] as const) {
    const odd = Object.keys(template[section] ?? {}).filter((name) => !/^[A-Za-z0-9]+$/.test(name));
    problems.push(...odd.map((name) => `${section}: the name ${name} is not alphanumeric`), ...nullProblems(template[section], section));
  }
  problems.push(
    ...mappingProblems(template.Mappings),
    ...unknownAttributes('parameter ', template.Parameters, parameterAttributes),
    ...unknownAttributes('rule ', template.Rules, ['RuleCondition', 'Assertions']),
    ...unknownAttributes('', template.Resources, resourceAttributes),
    ...unknownAttributes('output ', template.Outputs, outputAttributes),
  );
  if (Object.keys(template.Resources ?? {}).length === 0) problems.push('the template has no Resources');
  return problems;
}

/** CloudFormation takes none, wherever it stands. */
function nullProblems(value: unknown, path: string): string[] {
  if (value === null) return [`${path}: null is not allowed in templates`];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => nullProblems(item, `${path}.${name}`));
}
