import type { Template, TemplateParameter } from './template.ts';

type Read = (text: string) => string | string[];

const asIs: Read = (text) => text;
const asListed = (text: string) => text.split(',').map((item) => item.trim());
const asList: Read = asListed;
const ofEc2 = ['AWS::EC2::Subnet::Id', 'AWS::EC2::SecurityGroup::Id', 'AWS::EC2::VPC::Id'];

const types = new Map<string, Read>(
  Object.entries({
    String: asIs,
    Number: asIs,
    CommaDelimitedList: asList,
    'List<Number>': asList,
    ...Object.fromEntries(ofEc2.flatMap((type) => [[type, asIs] as const, [`List<${type}>`, asList] as const])),
  }),
);

/**
 * The values of a template's parameters: those given, else the defaults.
 *
 * @param problems takes a line for each value that the template does not allow
 */
export function parameterValues(template: Template, given: Record<string, string>, problems: string[]): Record<string, unknown> {
  const declared = template.Parameters ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name))
      problems.push(
        `parameter ${name}: the template declares none of that name; it declares ${Object.keys(declared).join(', ') || 'none'}`,
      );
  }
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(declared)) {
    const text = Object.hasOwn(given, name) ? given[name] : parameter.Default;
    const read = types.get(parameter.Type);
    if (!read) problems.push(`parameter ${name}: type ${parameter.Type} is not supported; supported are ${[...types.keys()].join(', ')}`);
    else if (text === undefined) problems.push(`parameter ${name}: it has no default and no value was given`);
    else {
      problems.push(
        ...violations(parameter, String(text)).map((violation) => `parameter ${name}: ${parameter.ConstraintDescription ?? violation}`),
      );
      values[name] = read(String(text));
    }
  }
  return values;
}

/** Why a text is not what a pattern wants, if it is not. What is no pattern to JavaScript, some that Java has among them, matches nothing. */
function mismatch(pattern: string, text: string): string[] {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text) ? [] : [`'${text}' does not match ${pattern}`];
  } catch {
    return [`AllowedPattern ${pattern} is no pattern that is understood here`];
  }
}

function violations(parameter: TemplateParameter, text: string): string[] {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const broken: string[] = [];
  if (AllowedValues && !AllowedValues.map(String).includes(text)) broken.push(`'${text}' is not one of ${AllowedValues.join(', ')}`);
  if (AllowedPattern) broken.push(...mismatch(AllowedPattern, text));
  if (MinLength !== undefined && text.length < Number(MinLength)) broken.push(`'${text}' is shorter than ${MinLength}`);
  if (MaxLength !== undefined && text.length > Number(MaxLength)) broken.push(`'${text}' is longer than ${MaxLength}`);
  const numbers = parameter.Type === 'Number' ? [text] : parameter.Type === 'List<Number>' ? asListed(text) : [];
  for (const one of numbers) if (one === '' || !Number.isFinite(Number(one))) broken.push(`'${one}' is not a number`);
  if (MinValue !== undefined && Number(text) < Number(MinValue)) broken.push(`${text} is less than ${MinValue}`);
  if (MaxValue !== undefined && Number(text) > Number(MaxValue)) broken.push(`${text} is greater than ${MaxValue}`);
  return broken;
}
