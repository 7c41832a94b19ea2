import { AwsError } from '../../kernel/aws-error.ts';

export function invalidRequest(message: string): AwsError {
  return new AwsError('CloudHsmInvalidRequestException', message);
}

export function notFound(what: 'Cluster' | 'Backup' | 'HSM' | 'Resource', id: string): AwsError {
  return new AwsError('CloudHsmResourceNotFoundException', `${what} '${id}' was not found`);
}
