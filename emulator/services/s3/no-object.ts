import { AwsError } from '../../kernel/aws-error.ts';

/** @param headers of the answer, where a mark is in the object's place */
export function noSuchKey(Key: string, headers?: Record<string, string>): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, fields: { Key }, ...(headers && { headers }) });
}

export function noSuchVersion(Key: string, VersionId: string): AwsError {
  return new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404, fields: { Key, VersionId } });
}

/** A mark that an object was deleted is not read, put or deleted as an object is. */
export function isDeleteMarker(Method: 'GET' | 'HEAD' | 'PUT' | 'DELETE', headers?: Record<string, string>): AwsError {
  return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    fields: { Method, ResourceType: 'DeleteMarker' },
    ...(headers && { headers }),
  });
}
