import type { Check } from '../check.ts';
import { lastingClusters } from '../standing.ts';

export const hsmTypeRetired: Check = {
  id: 'hsm-type-retired',
  title: 'the HSM type is out of support',
  why: 'AWS has ended support for hsm1.medium on 2026-03-31 and migrates such clusters by itself (https://docs.aws.amazon.com/cloudhsm/latest/userguide/compliance-dep-notif.html).',
  remedy: 'migrate it to hsm2m.medium at a time of your own',
  run: (facts) =>
    lastingClusters(facts)
      .filter(({ hsmType }) => hsmType === 'hsm1.medium')
      .map(({ id, environment, mode }) => ({
        resource: id,
        cluster: id,
        environment,
        evidence: `its type is hsm1.medium, its mode ${mode}`,
        remedy: `\`aws cloudhsmv2 modify-cluster --cluster-id ${id} --hsm-type hsm2m.medium\`, about half an hour for each HSM`,
      })),
};
