import type { Check } from '../check.ts';
import { movedTo } from '../moved-to.ts';
import { standingEnvironments } from '../standing.ts';

export const environmentMoved: Check = {
  id: 'environment-moved',
  title: 'an environment was restored in its recovery region, and stands here, too',
  why: 'Two clusters from one backup go apart: what is made in one is not in the other (https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster-from-backup.html), and both are billed. Nothing is brought there any more.',
  remedy: 'keep the one that is in use',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const region = movedTo(environment, facts);
      if (!region) return [];
      const { name } = environment;
      return [
        {
          resource: name,
          cluster: cluster.id,
          environment: name,
          evidence: `it stands in ${region} since it was restored there, and ${cluster.id} stands here`,
          remedy: `where ${region} is its place now, \`npx hsm teardown ${name} --region ${facts.region}\`; where it is to stay here, \`npx hsm teardown ${name} --region ${region}\``,
        },
      ];
    }),
};
