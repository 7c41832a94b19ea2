import { AwsError } from '../../kernel/aws-error.ts';

export function invalid(why: string): AwsError {
  return new AwsError('ValidationError', why);
}

export function noChangeSet(name: string): AwsError {
  return new AwsError('ChangeSetNotFoundException', `ChangeSet [${name}] does not exist`, { status: 404 });
}
