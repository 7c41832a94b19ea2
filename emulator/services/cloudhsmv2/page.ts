import { pager } from '../../service/page.ts';
import { invalidRequest } from './refusals.ts';

/** @throws AwsError CloudHsmInvalidRequestException for a token that this list did not give */
export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 50,
  invalidToken: () => invalidRequest('The NextToken is not valid'),
});
