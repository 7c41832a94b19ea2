import { pager } from '../../service/page.ts';
import { invalid } from './refusals.ts';

/** Pages of 100: a request cannot say. @throws AwsError ValidationError */
export const page = pager({
  size: 'none',
  token: 'NextToken',
  next: 'NextToken',
  usual: 100,
  invalidToken: () => invalid('Invalid NextToken'),
});
