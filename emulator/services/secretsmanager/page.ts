import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

/** @throws AwsError InvalidNextTokenException */
export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 100,
  invalidToken: () => new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.'),
});
