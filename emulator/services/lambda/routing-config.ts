import { AwsError } from '../../kernel/aws-error.ts';
import { invalidParameter } from './mistake.ts';

export interface RoutingConfig {
  AdditionalVersionWeights?: Record<string, number>;
}

/**
 * The weights that an alias is given, in the order in which Lambda finds fault with them, as recorded.
 *
 * @param version that the alias names
 * @throws AwsError InvalidParameterValueException
 */
export function weightsOf(routing: RoutingConfig | undefined, version: string): ReadonlyMap<string, number> {
  const weights = new Map(Object.entries(routing?.AdditionalVersionWeights ?? {}));
  if (weights.size > 1) throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  if (weights.size > 0 && version === '$LATEST')
    throw new AwsError('InvalidParameterValueException', '$LATEST is not supported for an alias pointing to more than 1 version');
  if (weights.has(version))
    throw invalidParameter(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  return weights;
}
