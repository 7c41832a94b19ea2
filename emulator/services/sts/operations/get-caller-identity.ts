import type { Operation } from '../../../service/service.ts';
import type { StsNeeds } from '../needs.ts';

export const getCallerIdentity: Operation<unknown, StsNeeds> = {
  free: true,
  run(_input, { caller, place }) {
    const account = { Account: place.accountId, Arn: caller.arn };
    if (caller.kind === 'person') return { ...account, UserId: place.accountId };
    return { ...account, UserId: `${place.iam.roleId(caller.roleArn)}:${caller.arn.split('/').at(-1)}` };
  },
};
