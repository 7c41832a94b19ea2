import { AwsError } from '../api/error.ts';
import { pager } from '../api/page.ts';

/** @throws AwsError InvalidNextTokenException */
export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 100,
  invalidToken: () => new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.'),
});
