import type { Check } from '../check.ts';
import { asked, standingEnvironments } from '../standing.ts';

export const hsmSurplus: Check = {
  id: 'hsm-surplus',
  title: 'more HSMs stand than the file asks for',
  why: 'Each HSM is billed by the hour (https://aws.amazon.com/cloudhsm/pricing/).',
  remedy: 'ask for as many in the file, or remove the surplus',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const wanted = asked(environment);
      // CloudHSM replaces an HSM behind the same ENI
      const enis = new Set(cluster.hsms.map(({ eniId, id }) => eniId || id));
      if (wanted === undefined || enis.size <= wanted) return [];
      const evidence = `${enis.size} HSMs stand and ${wanted} are asked for: ${cluster.hsms.map(({ id }) => id).join(', ')}`;
      const remedy = `\`npx hsm scale ${environment.name} --hsms ${enis.size}\` where all are wanted; else \`aws cloudhsmv2 delete-hsm --cluster-id ${cluster.id} --hsm-id ID\` of the surplus`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
};
