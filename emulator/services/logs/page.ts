import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

/** @throws AwsError InvalidParameterException */
export const page = pager({
  size: 'limit',
  token: 'nextToken',
  next: 'nextToken',
  usual: 50,
  invalidToken: () => new AwsError('InvalidParameterException', 'The specified nextToken is invalid.'),
});
