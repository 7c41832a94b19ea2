import { activeHsms } from '../../cloudhsm/active-hsms.ts';
import type { Check } from '../check.ts';
import { asked, lastingClusters, standingEnvironments } from '../standing.ts';

export const hsmTooFew: Check = {
  id: 'hsm-too-few',
  title: 'too few HSMs to bear the loss of one',
  why: 'With one HSM, keys made since the last backup are gone when it fails; AWS asks for two in production, and for three where keys are made (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-cluster-management.html).',
  remedy: 'ask for more HSMs in the file and provision the environment again',
  run: (facts) => [
    ...standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const { purpose, keyStore } = environment.file ?? {};
      const hsmCount = asked(environment) ?? 0;
      const wanted = keyStore ? 3 : 2;
      if (purpose !== 'production' || hsmCount === 0 || hsmCount >= wanted) return [];
      const evidence = `the file asks for ${hsmCount} HSM${hsmCount === 1 ? '' : 's'}${keyStore ? ', and keys are made in its key store' : ''}`;
      const remedy = `\`npx hsm scale ${environment.name} --hsms ${wanted}\``;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
    // nobody has said of it what it is for: only what stands can be judged
    ...lastingClusters(facts)
      .filter((cluster) => cluster.environment === null && cluster.state === 'ACTIVE' && activeHsms(cluster).length === 1)
      .map(({ id }) => ({
        resource: id,
        cluster: id,
        evidence: 'it has one active HSM',
        remedy: 'add an HSM in another availability zone (`aws cloudhsmv2 create-hsm`)',
      })),
  ],
};
