import { serviceCaller } from '../../kernel/service-caller.ts';
import type { Secret } from './secret.ts';
import type { SecretsManagerPlace } from './state.ts';

/** In their order (Secrets Manager User Guide, "Rotation by Lambda function"). */
export type Step = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

const service = 'secretsmanager.amazonaws.com';

/** Whether the function's policy lets Secrets Manager in; of a function that is not there it cannot. */
export function mayInvoke({ iam, lambda }: SecretsManagerPlace, { arn }: Secret, lambdaArn: string): boolean {
  return lambda.has(lambdaArn) && !iam.resourcePolicies.denial(service, 'lambda:InvokeFunction', lambdaArn, arn);
}

/** @returns whether the function has done it */
export async function runStep(
  place: SecretsManagerPlace,
  secret: Secret,
  lambdaArn: string,
  versionId: string,
  step: Step,
): Promise<boolean> {
  if (!mayInvoke(place, secret, lambdaArn)) return false;
  const Payload = Buffer.from(JSON.stringify({ Step: step, SecretId: secret.arn, ClientRequestToken: versionId }));
  try {
    const answer = await place.call('lambda', 'Invoke', { FunctionName: lambdaArn, Payload }, serviceCaller(service));
    return (answer as { FunctionError?: string }).FunctionError === undefined;
  } catch {
    return false;
  }
}
