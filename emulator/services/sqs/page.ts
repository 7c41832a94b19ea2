import { pager } from '../../service/page.ts';
import { invalidParameter } from './refusals.ts';

/** @throws AwsError InvalidParameterValueException */
export const page = pager({
  size: 'MaxResults',
  token: 'NextToken',
  next: 'NextToken',
  usual: 1000,
  invalidToken: () => invalidParameter('Invalid or expired next token.'),
});
