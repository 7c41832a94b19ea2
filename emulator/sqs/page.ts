import { AwsError } from '../api/error.ts';
import { pager } from '../api/page.ts';

/** @throws AwsError InvalidParameterValueException */
export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 1000,
  invalidToken: () => new AwsError('InvalidParameterValueException', 'Invalid or expired next token.'),
});
