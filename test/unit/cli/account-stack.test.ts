import { expect, test } from 'vitest';
import { parametersFor, quotaParameters, withQuotas } from '../../../cli/local/account-stack.ts';

test('quotas of an account are told to the stack', () => {
  expect(quotaParameters({ clusters: 2, hsms: 8 })).toEqual({ ClusterQuota: '2', HsmQuota: '8' });
  expect(parametersFor({ quotas: { customKeyStores: 1 } })).toEqual({ KeyStoreQuota: '1' });
  expect(quotaParameters()).toEqual({});
});

test('an account has what its stack is told', () => {
  expect(withQuotas({}, { HsmQuota: '12' })).toEqual({ quotas: { hsms: 12 } });
  expect(withQuotas({ quotas: { clusters: 2, hsms: 3 } }, { HsmQuota: '12' })).toEqual({ quotas: { clusters: 2, hsms: 12 } });
});

test('so have the further places of the stack, and no others', () => {
  const places = [{ region: 'us-west-2', hsmTypes: ['hsm1.medium'] }, { region: 'eu-west-1' }];
  const also = [
    { region: 'us-west-2' },
    { accountId: '210987654321', region: 'us-east-1' },
    { accountId: '123456789012', region: 'us-east-1' },
  ];
  expect(withQuotas({ places }, { ClusterQuota: '9' }, also)).toEqual({
    quotas: { clusters: 9 },
    places: [
      { region: 'us-west-2', hsmTypes: ['hsm1.medium'], quotas: { clusters: 9 } },
      { region: 'eu-west-1' },
      { accountId: '210987654321', region: 'us-east-1', quotas: { clusters: 9 } },
    ],
  });
});

test('what the stack will refuse is left to it', () => {
  const account = {};
  expect(withQuotas(account, { HsmQuota: 'many', Other: '3' })).toBe(account);
});
