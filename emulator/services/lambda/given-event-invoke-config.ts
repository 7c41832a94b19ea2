import type { EventInvokeConfig } from './event-invoke-config.ts';
import type { LambdaFunction } from './function.ts';
import { qualifierIn, versionNamed } from './function-name.ts';
import { invalidParameter, noResource } from './mistake.ts';
import type { LambdaPlace } from './state.ts';

export interface EventInvokeConfigInput {
  FunctionName: string;
  Qualifier?: string;
  MaximumRetryAttempts?: number;
  MaximumEventAgeInSeconds?: number;
  DestinationConfig?: { OnSuccess?: { Destination?: string }; OnFailure?: { Destination?: string } };
}

/** @throws AwsError InvalidParameterValueException for a destination, or where nothing is said */
export function given(input: EventInvokeConfigInput): Pick<EventInvokeConfig, 'retries' | 'ageSeconds'> {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: ageSeconds, DestinationConfig } = input;
  if (retries === undefined && ageSeconds === undefined && DestinationConfig === undefined)
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  if (DestinationConfig?.OnSuccess?.Destination || DestinationConfig?.OnFailure?.Destination)
    throw invalidParameter('Destinations of asynchronous invocations: not emulated; docs/api-coverage.md lists what is');
  return { retries, ageSeconds };
}

/** The ARN that a configuration is known by: `$LATEST` stands in it, too. */
export function configuredArn(fnArn: string, { FunctionName, Qualifier }: { FunctionName: string; Qualifier?: string }): string {
  return `${fnArn}:${qualifierIn(FunctionName, Qualifier) ?? '$LATEST'}`;
}

/** @throws AwsError ResourceNotFoundException */
export function configuredFunction(place: LambdaPlace, FunctionName: string, Qualifier?: string): LambdaFunction {
  qualifierIn(FunctionName, Qualifier); // a mismatch is told as one
  try {
    return versionNamed(place, FunctionName, Qualifier);
  } catch {
    throw noResource("The function doesn't exist.");
  }
}
