import { countHsms } from '../../cloudhsm/hsm.ts';
import type { Check } from '../check.ts';
import { asked, standingEnvironments } from '../standing.ts';

export const hsmSurplus: Check = {
  id: 'hsm-surplus',
  title: 'more HSMs stand than the file asks for',
  why: 'Each HSM is billed by the hour (https://aws.amazon.com/cloudhsm/pricing/).',
  remedy: 'ask for as many in the file, or remove the surplus',
  run: (facts) =>
    standingEnvironments(facts).flatMap(({ environment, cluster, keyStore }) => {
      const wanted = asked(environment);
      const standing = countHsms(cluster.hsms);
      if (wanted === undefined || standing <= wanted) return [];
      const ids = cluster.hsms.map(({ id }) => id).join(', ');
      const halfway = environment.parked
        ? `; parking it has not come to its end${keyStore ? `, and its key store is ${keyStore.state}` : ''}`
        : '';
      const evidence = `${standing} HSMs stand and ${wanted} are asked for: ${ids}${halfway}`;
      const scale = `npx hsm scale ${environment.name} --hsms`;
      const back = environment.parked ? (environment.file?.hsmCount ?? standing) : standing;
      const remedy = `\`${scale} ${back}\` where ${environment.parked ? 'they' : 'all'} are wanted; else \`${scale} ${wanted}\`, which removes what is too much, after a backup`;
      return [{ resource: cluster.id, cluster: cluster.id, environment: environment.name, evidence, remedy }];
    }),
};
