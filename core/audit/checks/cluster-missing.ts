import type { Check } from '../check.ts';

export const clusterMissing: Check = {
  id: 'cluster-missing',
  title: 'the cluster of an environment is gone',
  why: 'Its keys are in its backups alone from then on, which go with their retention; what is encrypted with them cannot be read meanwhile (https://docs.aws.amazon.com/cloudhsm/latest/userguide/delete-cluster.html).',
  remedy: 'restore the environment from its newest backup, or tear it down where nobody needs it any more',
  run: (facts) => {
    const { environments = [], clusters, backups } = facts;
    if (!clusters) return [];
    return environments.flatMap(({ name, clusterId, work }) => {
      if (clusterId === undefined || work !== undefined) return [];
      if (clusters.some(({ id, environment }) => id === clusterId || environment === name)) return [];
      const newest = backups?.find((backup) => backup.clusterId === clusterId && backup.state === 'READY');
      const left = newest ? `its newest backup is ${newest.id} of ${newest.createdAt}` : 'no READY backup of it is seen here';
      return [
        {
          resource: clusterId,
          environment: name,
          evidence: `the record knows it as ${clusterId}, and CloudHSM does not show it; ${backups ? left : 'its backups could not be read'}`,
          remedy: `\`npx hsm restore ${name}\` brings it back with its keys and users; where nobody needs it any more, \`npx hsm teardown ${name}\`; see in CloudTrail who has deleted it (DeleteCluster)`,
        },
      ];
    });
  },
};
