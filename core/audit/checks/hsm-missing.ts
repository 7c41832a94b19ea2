import { activeHsms } from '../../cloudhsm/active-hsms.ts';
import type { Check } from '../check.ts';
import { asked, standingEnvironments } from '../standing.ts';

export const hsmMissing: Check = {
  id: 'hsm-missing',
  title: 'fewer HSMs are active than the file asks for',
  why: 'What the file asks for is what its owner counts on; the others carry the load, and another failure may be the last one (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-cluster-management.html).',
  remedy: 'repair the environment: it creates what is missing; see in CloudTrail whether somebody deletes HSMs',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const wanted = asked(environment);
      const active = activeHsms(cluster).length;
      if (wanted === undefined || active >= wanted) return [];
      const evidence = `${active} of ${wanted} HSMs are ACTIVE`;
      const remedy = `\`npx hsm repair ${environment.name}\`; see in CloudTrail whether somebody deletes HSMs (DeleteHsm)`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
};
