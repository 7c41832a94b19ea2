import { expect, test } from 'vitest';
import { readAccountFile } from '../../emulator/account-file.ts';

test('takes an account with everything in it', () => {
  const account = {
    accountId: '210987654321',
    region: 'eu-central-1',
    vpcs: [
      {
        id: 'vpc-0123456789abcdef0',
        subnets: [{ id: 'subnet-0aaa1111aaa1111aa', availabilityZone: 'eu-central-1a', cidr: '10.1.0.0/24', freeAddresses: 3 }],
        securityGroups: [{ id: 'sg-0e6e55e6e55e6e55e', egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' }] }],
        nat: false,
        endpoints: ['s3'],
      },
    ],
    certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', status: 'DISABLED', years: 3 }],
    quotas: { clusters: 2 },
    durations: { createHsm: [1, 2] },
  };

  expect(readAccountFile(JSON.stringify(account))).toEqual(account);
});

test.each([
  [null, /^the file: .*expected object/],
  [[], /^the file: .*expected object/],
  [{ vpcs: 'x' }, /^vpcs: .*expected array/],
  [{ vpcs: [{ id: 'vpc-12345678' }] }, /^vpcs\.0\.subnets: .*expected array/],
  [{ vpcs: [{ id: 'mine', subnets: [] }] }, /^vpcs\.0\.id: has to be an id such as vpc-/],
  [{ quota: {} }, /^quota: unknown field; did you mean quotas\?/],
  [{ accountId: '12' }, /^accountId: has to be 12 digits/],
  [{ region: 'mars' }, /^region: has to be a region such as/],
  [{ quotas: { clusters: 'two' } }, /^quotas\.clusters: .*expected number/],
  [{ durations: { createHsm: 5 } }, /^durations\.createHsm: .*expected tuple/],
  [{ durations: { createHsm: [5, 1] } }, /^durations\.createHsm: has to be \[shortest, longest\]/],
])('refuses %j in one line', (account, message) => {
  expect(() => readAccountFile(JSON.stringify(account))).toThrow(message);
});
