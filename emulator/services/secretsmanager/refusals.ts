import { AwsError } from '../../kernel/aws-error.ts';

export const notFound = () => new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message);

/** @throws AwsError ValidationException where a name holds what none may; an ARN is not looked into */
export function checkName(name: string): void {
  if (name.startsWith('arn:') || /^[\w/+=.@!-]+$/.test(name)) return;
  throw new AwsError(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

export const markedForDeletion = () => invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
