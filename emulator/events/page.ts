import { AwsError } from '../api/error.ts';
import { pager } from '../api/page.ts';

/** @throws AwsError ValidationException */
export const page = pager({
  size: 'Limit',
  token: 'NextToken',
  next: 'NextToken',
  usual: 100,
  invalidToken: () => new AwsError('ValidationException', 'Parameter NextToken is not valid.'),
});
