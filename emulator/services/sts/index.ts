import type { Service } from '../../service/service.ts';

export const sts: Service = {
  model: 'sts',
  iamPrefix: 'sts',
  operations: {
    GetCallerIdentity: {
      run: (_input, { caller, place }) => ({ UserId: caller.accessKeyId, Account: place.accountId, Arn: caller.arn }),
    },
  },
};
