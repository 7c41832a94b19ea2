import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

/** @throws AwsError InvalidNextTokenException */
export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 1000,
  invalidToken: () => new AwsError('InvalidNextTokenException', 'The token specified in the NextToken argument is not valid.'),
});
