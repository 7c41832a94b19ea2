import { AwsError } from '../kernel/aws-error.ts';
import { isObject } from '../kernel/json-object.ts';
import type { TemplateSummary } from '../services/cloudformation/engine.ts';
import { readTemplate } from './read-template.ts';
import { recordedFormatRefusal } from './recorded-format-refusals.ts';
import { shapeProblems, type Template } from './template.ts';
import { hasExtensions, namesOf } from './transforms.ts';

/** Types that give permissions, each with the property by which one is named, if there is any. */
const givingPermissions: Record<string, string | undefined> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** @throws AwsError ValidationError */
export function readForStack(text: string): Template {
  const read = () => {
    try {
      return readTemplate(text);
    } catch (error) {
      const kind = /^\s*\{/.test(text) ? 'JSON' : 'YAML';
      throw formatError(`${kind} not well-formed. (${place((error as Error).message)})`);
    }
  };
  const template = read();
  if (!isObject(template)) throw formatError('unsupported structure.');
  const { Resources = {}, Parameters = {} } = template;
  if (typeof Resources !== 'object') throw formatError('Any Resources member must be an object.');
  if (Object.keys(Resources ?? {}).length === 0) throw formatError('At least one Resources member must be defined.');
  const recorded = recordedFormatRefusal(template);
  if (recorded) throw new AwsError('ValidationError', recorded);
  const shapeless = shapeProblems(template);
  if (shapeless.length > 0) throw formatError(shapeless.join('\n'));
  const odd = [...oddNames('Parameter', Parameters), ...oddNames('Resource', Resources)];
  if (odd.length > 0) throw formatError(odd.join('\n'));
  return template;
}

/** Where JSON ends to be JSON, as AWS counts, where that is told; else what is wrong. */
function place(problem: string): string {
  const [, line, column] = /in JSON at position \d+ \(line (\d+) column (\d+)\)$/.exec(problem) ?? [];
  return line === undefined ? problem : `line ${line}, column ${Number(column) + 1}`;
}

/** As recorded: localstack test_invalid_logical_resource_id, test_using_pseudoparameters_in_places. */
function oddNames(kind: string, section: object): string[] {
  return Object.keys(section).flatMap((name) => (/^[A-Za-z0-9]+$/.test(name) ? [] : [`${kind} name ${name} is non alphanumeric.`]));
}

function formatError(why: string): AwsError {
  return new AwsError('ValidationError', `Template format error: ${why}`);
}

/** What a template says of itself, and what whoever makes a stack of it has to acknowledge. */
export function summaryOf(template: Template): TemplateSummary {
  const resources = Object.values(template.Resources);
  const permitting = resources.filter(({ Type }) => Object.hasOwn(givingPermissions, Type));
  const named = permitting.filter(({ Type, Properties }) => Properties?.[givingPermissions[Type] ?? ''] !== undefined);
  const iam = named.length > 0 ? ['CAPABILITY_NAMED_IAM'] : permitting.length > 0 ? ['CAPABILITY_IAM'] : [];
  const types = [...new Set((named.length > 0 ? named : permitting).map(({ Type }) => Type))];
  return {
    description: template.Description,
    version: template.AWSTemplateFormatVersion === undefined ? undefined : String(template.AWSTemplateFormatVersion),
    metadata: template.Metadata === undefined ? undefined : JSON.stringify(template.Metadata),
    parameters: Object.entries(template.Parameters ?? {}).map(([name, { Type, Default, Description, NoEcho, AllowedValues }]) => ({
      name,
      type: Type,
      description: Description,
      defaultValue: Default === undefined ? undefined : String(Default),
      noEcho: String(NoEcho) === 'true',
      allowedValues: AllowedValues?.map(String),
    })),
    resourceTypes: resources.map(({ Type }) => Type),
    transforms: namesOf(template),
    capabilities: [...iam, ...(hasExtensions(template) ? ['CAPABILITY_AUTO_EXPAND'] : [])],
    capabilitiesReason: types.length > 0 ? `The following resource(s) require capabilities: [${types.join(', ')}]` : undefined,
  };
}
