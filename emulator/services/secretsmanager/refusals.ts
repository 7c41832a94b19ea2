import { AwsError } from '../../kernel/aws-error.ts';

export const notFound = () => new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message);

export const markedForDeletion = () => invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
