import { deleteClusterCommand } from '../../cloudhsm/deletion-commands.ts';
import { ofNobody, stageTag } from '../../cloudhsm/tags.ts';
import type { Check } from '../check.ts';
import { liveCost } from '../cost.ts';
import { lastingClusters } from '../standing.ts';

export const clusterUndeclared: Check = {
  id: 'cluster-undeclared',
  title: 'a cluster stands that no record knows',
  why: 'Nobody watches, backs up or pays attention to what is not on record (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-cluster-management.html).',
  remedy: 'write an environment file for it, or delete it',
  run: (facts) => {
    const { environments, stage } = facts;
    if (!environments) return [];
    const known = (id: string, name: string | null) =>
      environments.some((one) => one.clusterId === id || (name !== null && one.name === name));
    // what another stage has on record is not read here
    const others = (tags: Record<string, string>) => tags[stageTag] !== undefined && tags[stageTag] !== stage;
    return lastingClusters(facts)
      .filter(({ tags }) => !others(tags))
      .filter(({ id, environment }) => !known(id, environment))
      .map((cluster) => ({
        resource: cluster.id,
        cluster: cluster.id,
        evidence: `it is ${cluster.state} with ${cluster.hsms.length} HSMs since ${cluster.createdAt}, USD ${liveCost(facts.region, cluster).toFixed(2)} an hour, and no environment on record has it`,
        remedy: `${asTagged(cluster.environment)}see in CloudTrail who has made it (CreateCluster); where nobody wants it, delete its HSMs and \`${deleteClusterCommand(cluster.id)}\``,
      }));
  },
};

/** The record is lost, or another deployment of the stage has it: its keys may be in use. */
function asTagged(name: string | null): string {
  return name && name !== ofNobody
    ? `its tags say that it is ${name}: \`npx hsm provision -f ${name}.json\`, with its file, puts it on record again; else `
    : '';
}
