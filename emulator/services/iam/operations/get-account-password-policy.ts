import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';

/** There is none but AWS's own, which is not told (aws/aws-cli#8402; the words: turbot/steampipe-plugin-aws#369). @throws AwsError NoSuchEntity */
export const getAccountPasswordPolicy: Operation<object, IamPlace> = {
  run(_, { place: { accountId } }) {
    throw new AwsError('NoSuchEntity', `The Password Policy with domain name ${accountId} cannot be found.`, { status: 404 });
  },
};
