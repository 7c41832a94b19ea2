import { AwsError } from '../../kernel/aws-error.ts';
import { pager } from '../../service/page.ts';

const invalidToken = () => new AwsError('InvalidNextToken', 'The next token is not valid');

export const page = pager({ size: 'MaxRecords', token: 'NextToken', next: 'NextToken', usual: 50, invalidToken });
