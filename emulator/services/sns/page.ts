import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

/** Pages of 100: a request cannot say. @throws AwsError InvalidParameter */
export const page = pager({
  size: 'none',
  token: 'NextToken',
  next: 'NextToken',
  usual: 100,
  // recorded
  encoding: 'base64',
  invalidToken: () => new AwsError('InvalidParameter', 'Invalid parameter: nextToken'),
});
