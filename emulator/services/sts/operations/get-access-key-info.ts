import { homeOf } from '../../../kernel/home.ts';
import type { Operation } from '../../../service/service.ts';
import type { StsNeeds } from '../needs.ts';

/** The account of an access key, whoever asks. A key that nobody was given is a person's of the home account, as it is in a request. */
export const getAccessKeyInfo: Operation<{ AccessKeyId: string }, StsNeeds> = {
  run({ AccessKeyId }, { place }) {
    const { sessions, activities } = place.kernel;
    const found = activities.find(AccessKeyId) ?? sessions.find(AccessKeyId);
    if (!found) return { Account: homeOf(place.kernel.account).accountId };
    return { Account: found.roleArn === undefined ? found.accountId : found.roleArn.split(':')[4] };
  },
};
