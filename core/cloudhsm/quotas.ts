import { deployingWith } from '../deploying-with.ts';
import { type ErrorDetails, LifecycleError } from '../errors/lifecycle-error.ts';

/** What an account may have in a region. The names and codes are those of Service Quotas, the parameters those of our stack. */
const quotas = {
  clusters: { name: 'Clusters per AWS Region and AWS account', code: 'L-4B16B391', parameter: 'clusterQuota' },
  hsms: { name: 'HSMs per AWS Region and AWS account', code: 'L-95BA35D1', parameter: 'hsmQuota' },
};

type QuotaName = keyof typeof quotas;

/**
 * How people get more than a quota allows.
 *
 * https://docs.aws.amazon.com/general/latest/gr/cloudhsm.html
 */
export function raising(quota: QuotaName, wanted: number): string {
  const { name, code, parameter } = quotas[quota];
  const asking = `\`aws service-quotas request-service-quota-increase --service-code cloudhsm --quota-code ${code} --desired-value ${wanted}\``;
  const telling = deployingWith(`${parameter}=${wanted}`);
  return `raise the quota "${name}" (${asking}) and tell the stack of it (${telling}), or delete ${quota === 'clusters' ? 'a cluster' : 'HSMs'} that nobody uses`;
}

/**
 * QuotaReached, where that is why CloudHSM refused a create; undefined where it is not. Its API declares no error for it on these
 * operations, so the words count.
 */
export async function quotaRefusal(
  error: unknown,
  quota: QuotaName,
  wanted: () => Promise<number>,
  describing: Pick<ErrorDetails, 'doing' | 'to'>,
): Promise<LifecycleError | undefined> {
  const { name, message } = error as Error;
  const speaks = name === 'CloudHsmInvalidRequestException' && /\b(limit|quota)\b/i.test(message);
  if (!speaks && name !== 'CloudHsmResourceLimitExceededException') return undefined;
  const remedy = `${raising(quota, await wanted())}; then start the workflow again`;
  return new LifecycleError('QuotaReached', { ...describing, problem: `${name}: ${message}`, remedy }, { cause: error });
}
