import { matchesTheirs } from '../kernel/their-pattern.ts';
import { longestParameter } from './quotas.ts';
import { isStored, type Stored, storedName } from './stored-parameters.ts';
import type { Template, TemplateParameter } from './template.ts';

type Read = (text: string) => string | string[];

const asIs: Read = (text) => text;
const asList: Read = (text) => text.split(',').map((item) => item.trim());
/** User Guide, "CloudFormation-supplied parameter types". Whether there is such a thing is not looked at. */
const ofAws = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::VPC::Id',
  'AWS::EC2::Volume::Id',
  'AWS::Route53::HostedZone::Id',
];

const plain: [string, Read][] = [
  ['String', asIs],
  ['Number', asIs],
  ['CommaDelimitedList', asList],
  ['List<Number>', asList],
  ...ofAws.flatMap((type): [string, Read][] => [
    [type, asIs],
    [`List<${type}>`, asList],
  ]),
];

const types = new Map<string, Read>([
  ...plain,
  [storedName, asIs],
  ['AWS::SSM::Parameter::Value<List<String>>', asList],
  ...plain
    .filter(([type]) => !type.includes('Number'))
    .map(([type, read]): [string, Read] => [`AWS::SSM::Parameter::Value<${type}>`, read]),
]);

/**
 * The values of a template's parameters: those given, else the defaults; where that is the name of one in Systems Manager, what stands there.
 *
 * @param stored by their names in Systems Manager
 * @param problems takes a line for each value that the template does not allow
 */
export function parameterValues(
  template: Template,
  given: Record<string, string>,
  stored: Map<string, Stored>,
  problems: string[],
): Map<string, unknown> {
  const declared = template.Parameters ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name))
      problems.push(
        `parameter ${name}: the template declares none of that name; it declares ${Object.keys(declared).join(', ') || 'none'}`,
      );
  }
  const values = new Map<string, unknown>();
  for (const [name, parameter] of Object.entries(declared)) {
    const text = Object.hasOwn(given, name) ? given[name] : parameter.Default;
    const read = types.get(parameter.Type);
    if (!read) problems.push(`parameter ${name}: type ${parameter.Type} is not supported; supported are ${[...types.keys()].join(', ')}`);
    else if (text === undefined) problems.push(`parameter ${name}: it has no default and no value was given`);
    else {
      try {
        const broken = violations(parameter, String(text));
        problems.push(...broken.map((violation) => `parameter ${name}: ${parameter.ConstraintDescription ?? violation}`));
      } catch (error) {
        if (!(error instanceof EndlessPattern)) throw error;
        problems.push(`parameter ${name}: ${error.message}`);
        return values;
      }
      const found = isStored(parameter.Type) ? stored.get(String(text))! : { value: String(text) };
      if ('problem' in found) problems.push(`parameter ${name}: ${found.problem}`);
      else values.set(name, read(parameter.Type === storedName ? String(text) : found.value));
    }
  }
  return values;
}

/**
 * Why a text is not what a pattern wants, if it is not. What is no pattern to JavaScript, some that Java has among them, matches nothing.
 *
 * @throws EndlessPattern
 */
function mismatch(pattern: string, text: string): string[] {
  try {
    return matchesTheirs(pattern, text) ? [] : [`'${text}' does not match ${pattern}`];
  } catch (error) {
    if ((error as Error).name !== 'SyntaxError') throw new EndlessPattern(`AllowedPattern ${pattern} takes too long on '${text}'`);
    return [`AllowedPattern ${pattern} is no pattern that is understood here`];
  }
}

/** After one of these, no other parameter is looked at: each might take as long. */
class EndlessPattern extends Error {}

/** AllowedValues and AllowedPattern are about each value of a list, and about the name of what stands in Systems Manager. */
function violations(parameter: TemplateParameter, text: string): string[] {
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  if (Buffer.byteLength(text) > longestParameter)
    return [`it is longer than the ${longestParameter} bytes that a parameter's value may have: '${text.slice(0, 100)}…'`];
  const broken: string[] = [];
  const items = isStored(Type) ? [text] : [types.get(Type)!(text)].flat();
  for (const item of items) {
    if (AllowedValues && !AllowedValues.map(String).includes(item)) broken.push(`'${item}' is not one of ${AllowedValues.join(', ')}`);
    if (AllowedPattern) broken.push(...mismatch(AllowedPattern, item));
    if (Type.includes('Number') && !isNumber(item)) broken.push(`'${item}' is not a number`);
  }
  if (MinLength !== undefined && text.length < Number(MinLength)) broken.push(`'${text}' is shorter than ${MinLength}`);
  if (MaxLength !== undefined && text.length > Number(MaxLength)) broken.push(`'${text}' is longer than ${MaxLength}`);
  if (MinValue !== undefined && Number(text) < Number(MinValue)) broken.push(`${text} is less than ${MinValue}`);
  if (MaxValue !== undefined && Number(text) > Number(MaxValue)) broken.push(`${text} is greater than ${MaxValue}`);
  return broken;
}

/** Whether a text is a number to CloudFormation. */
export function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}
