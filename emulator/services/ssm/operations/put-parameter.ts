import { AwsError } from '../../../kernel/aws-error.ts';
import { matchesTheirs } from '../../../kernel/their-pattern.ts';
import type { Operation } from '../../../service/service.ts';
import { checkNewName } from '../parameter-name.ts';
import { checkTags, type Tag } from '../parameter-tags.ts';
import { onParameter } from '../resources.ts';
import { mostVersions, type ParameterType, type SsmPlace } from '../state.ts';

interface Input {
  Name: string;
  Value: string;
  Type?: ParameterType;
  Overwrite?: boolean;
  AllowedPattern?: string;
  Tier?: 'Standard' | 'Advanced' | 'Intelligent-Tiering';
  DataType?: string;
  Policies?: string;
  Description?: string;
  Tags?: Tag[];
}

const dataTypes = ['text', 'aws:ec2:image', 'aws:ssm:integration'];

const longestValue = { Standard: 4096, Advanced: 8192 };

/** @throws AwsError ParameterAlreadyExists, ParameterPatternMismatchException, ValidationException */
export const putParameter: Operation<Input, SsmPlace> = {
  refuses: ['KeyId'],
  resources: ({ Name }, place) => [onParameter(place, Name)],
  run(input, { place, caller }) {
    const { Name: name, Value: value } = input;
    const current = place.ssm.parameters.get(name)?.at(-1);
    const tier = tierOf(input.Tier, value, current?.tier);
    checkNewName(name);
    if (value === '') throw new AwsError('ValidationException', 'Parameter value: must have length greater than or equal to 1.');
    if (input.DataType !== undefined && !dataTypes.includes(input.DataType))
      throw new AwsError(
        'ValidationException',
        `The following data type is not supported: ${input.DataType} (Data type names are all lowercase.)`,
      );
    if (input.Policies !== undefined)
      throw new AwsError('InvalidPolicyTypeException', 'Policies are not emulated; docs/api-coverage.md lists what is');
    if (input.Tags?.length && input.Overwrite)
      throw new AwsError(
        'ValidationException',
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    const tags = checkTags({}, input.Tags ?? []);
    if (current && !input.Overwrite)
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    if (!current && !input.Type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    if (value.length > longestValue[tier])
      throw new AwsError(
        'ValidationException',
        `${tier} tier parameters support a maximum parameter value of ${longestValue[tier]} characters.`,
      );
    if (input.AllowedPattern && !allowed(input.AllowedPattern, value))
      throw new AwsError(
        'ParameterPatternMismatchException',
        `Parameter value, cannot be validated against allowedPattern: ${input.AllowedPattern}`,
      );
    const versions = place.ssm.parameters.get(name) ?? [];
    if (versions.length === mostVersions && versions[0]!.labels.length > 0)
      throw new AwsError(
        'ParameterMaxVersionLimitExceeded',
        `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${versions[0]!.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
      );
    const Version = place.ssm.putParameter(name, value, input.Type ?? current?.type, {
      tier,
      dataType: input.DataType,
      description: input.Description,
      allowedPattern: input.AllowedPattern,
      modifiedBy: caller.arn,
    });
    if (input.Tags?.length) place.ssm.parameterTags.set(name, tags);
    return { Version, Tier: tier };
  },
};

/** An advanced parameter stays one. */
function tierOf(given: Input['Tier'], value: string, before: 'Standard' | 'Advanced' = 'Standard'): 'Standard' | 'Advanced' {
  if (given === 'Intelligent-Tiering') return value.length > longestValue.Standard ? 'Advanced' : before;
  return given === 'Advanced' ? given : before;
}

/** @throws AwsError InvalidAllowedPatternException */
function allowed(pattern: string, value: string): boolean {
  try {
    return matchesTheirs(pattern, value);
  } catch (error) {
    throw new AwsError('InvalidAllowedPatternException', `The allowed pattern cannot be used: ${(error as Error).message}`);
  }
}
