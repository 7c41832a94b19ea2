import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { restoringRules } from '../../../../core/cloudhsm/group-rules.ts';
import { quotaRefusal, raising } from '../../../../core/cloudhsm/quotas.ts';
import { rejection } from '../../service-errors.ts';

const describing = { doing: 'creating an HSM', to: 'cluster-1' };
const refusal = (error: Error) => quotaRefusal(error, 'hsms', async () => 7, describing);

beforeEach(() => void vi.stubEnv('STAGE', 'prod'));

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['CloudHsmInvalidRequestException', 'You have reached the limit of HSMs'],
  ['CloudHsmInvalidRequestException', 'the Quota is used up'],
  ['CloudHsmResourceLimitExceededException', 'no words of it'],
])('a quota that is used up is known by what CloudHSM says, and told with how much is wanted: %s, %s', async (name, message) => {
  expect(await refusal(rejection(name, message))).toMatchObject({
    name: 'QuotaReached',
    details: { ...describing, problem: `${name}: ${message}`, remedy: `${raising('hsms', 7)}; then start the workflow again` },
  });
});

test.each([
  ['CloudHsmInvalidRequestException', 'the zone takes no HSMs'],
  ['CloudHsmInvalidRequestException', 'an unlimited number is wanted'],
  ['CloudHsmAccessDeniedException', 'the limit of your role'],
])('another refusal is none: %s, %s', async (name, message) => {
  expect(await refusal(rejection(name, message))).toBeUndefined();
});

test('a quota is raised at AWS, and the stack is told of it', () => {
  expect(raising('clusters', 5)).toBe(
    'raise the quota "Clusters per AWS Region and AWS account" (`aws service-quotas request-service-quota-increase --service-code cloudhsm --quota-code L-4B16B391 --desired-value 5`) and tell the stack of it (`npx serverless deploy --stage prod --param clusterQuota=5`), or delete a cluster that nobody uses',
  );
  expect(raising('hsms', 7)).toMatch(/--quota-code L-95BA35D1 --desired-value 7.*--param hsmQuota=7`\), or delete HSMs that nobody uses$/);
});

test("a security group gets CloudHSM's rules back by whole commands, where it is known which", () => {
  expect(restoringRules(undefined)).toMatch(/TCP 2223 to 2225 from and to itself$/);
  expect(restoringRules('sg-1')).toContain(
    '`aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 2223-2225 --source-group sg-1`, `aws ec2 authorize-security-group-egress --group-id sg-1 --protocol tcp --port 2223-2225 --source-group sg-1`',
  );
});
