import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

/** @throws AwsError ValidationException */
export const page = pager({
  size: 'Limit',
  token: 'NextToken',
  next: 'NextToken',
  usual: 100,
  invalidToken: () => new AwsError('ValidationException', 'Parameter NextToken is not valid.'),
});
