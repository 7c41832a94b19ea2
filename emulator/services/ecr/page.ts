import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

/** @throws AwsError InvalidParameterException */
export const page = pager({
  size: 'maxResults',
  token: 'nextToken',
  next: 'nextToken',
  usual: 100,
  invalidToken: () => new AwsError('InvalidParameterException', "Invalid parameter at 'nextToken'"),
});
