import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 50,
  invalidToken: () => new AwsError('InvalidNextToken', 'The specified token is not valid.'),
});
