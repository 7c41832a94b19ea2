import type { Service } from '../../service/service.ts';

export const sts: Service = {
  model: 'sts',
  iamPrefix: 'sts',
  operations: {
    GetCallerIdentity: (_input, { caller, world }) => ({ UserId: caller.accessKeyId, Account: world.accountId, Arn: caller.arn }),
  },
};
