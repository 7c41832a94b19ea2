import type { Check } from '../check.ts';

export const quotaNear: Check = {
  id: 'quota-near',
  title: 'a quota leaves no room',
  why: 'A cluster that has to be restored, or an HSM more, needs room under the quota (https://docs.aws.amazon.com/general/latest/gr/cloudhsm.html).',
  remedy: 'raise the quota before it is needed',
  run: ({ account, region, clusters, quotas }) => {
    if (!clusters || !quotas) return [];
    const used = { clusters: clusters.length, hsms: clusters.reduce((sum, { hsms }) => sum + hsms.length, 0) };
    return (['clusters', 'hsms'] as const)
      .filter((what) => used[what] > 0 && used[what] >= quotas[what])
      .map((what) => ({
        resource: `${account}/${region}/${what}`,
        evidence: `${used[what]} of ${quotas[what]} ${what === 'hsms' ? 'HSMs' : what} stand`,
        remedy: `\`aws service-quotas request-service-quota-increase --service-code cloudhsm --quota-code ${what === 'hsms' ? 'L-95BA35D1' : 'L-4B16B391'} --desired-value ${quotas[what] * 2} --region ${region}\``,
      }));
  },
};
