import { pager } from '../../service/page.ts';
import { invalid } from './refusals.ts';

/** @throws AwsError InvalidParameterException */
export const page = pager({
  size: 'maxResults',
  token: 'nextToken',
  next: 'nextToken',
  usual: 100,
  invalidToken: () => invalid('Invalid token'),
});
