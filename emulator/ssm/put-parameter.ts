import { AwsError } from '../api/error.ts';
import type { Call } from '../api/service.ts';
import type { ParameterType } from './state.ts';

interface Input {
  Name: string;
  Value: string;
  Type?: ParameterType;
  Overwrite?: boolean;
  AllowedPattern?: string;
  Tier?: 'Standard' | 'Advanced' | 'Intelligent-Tiering';
  DataType?: string;
}

/** A standard parameter's longest value. */
const longestValue = 4096;

/** @throws AwsError ParameterAlreadyExists, ParameterPatternMismatchException, ValidationException */
export function putParameter(input: Input, { world }: Call) {
  const { Name: name, Value: value, Tier: tier = 'Standard' } = input;
  const current = world.ssm.parameters.get(name)?.at(-1);
  if (!/^[\w./-]+$/.test(name))
    throw new AwsError(
      'ValidationException',
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (current && !input.Overwrite)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  if (!current && !input.Type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  if (tier === 'Standard' && value.length > longestValue)
    throw new AwsError('ValidationException', `Standard tier parameters support a maximum parameter value of ${longestValue} characters.`);
  if (input.AllowedPattern && !new RegExp(`^(?:${input.AllowedPattern})$`).test(value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${input.AllowedPattern}`,
    );
  return { Version: world.ssm.putParameter(name, value, input.Type ?? current?.type, input.DataType ?? current?.dataType), Tier: tier };
}
