import { deleteClusterCommand, deleteHsmCommand } from '../../cloudhsm/deletion-commands.ts';
import { drillTag } from '../../cloudhsm/drill-cluster.ts';
import { stageTag } from '../../cloudhsm/tags.ts';
import type { Check } from '../check.ts';
import { liveCost } from '../cost.ts';
import { hoursBetween, inWords } from '../hours.ts';

/** So long a drill has for all that it waits for; half an hour is usual. */
const patienceHours = 12;

export const drillLeft: Check = {
  id: 'drill-left',
  title: 'a drill has left its cluster',
  why: 'A drill that was stopped removes nothing: its HSM is billed by the hour and is nobody’s (https://aws.amazon.com/cloudhsm/pricing/).',
  remedy: 'run the drill again, which removes it first',
  run: ({ clusters = [], environments = [], backups = [], at, region, stage }) =>
    clusters
      .filter(({ drill, state, tags }) => drill && state !== 'DELETE_IN_PROGRESS' && tags[stageTag] === stage)
      .filter(({ createdAt }) => hoursBetween(createdAt, at) > patienceHours)
      .map((cluster) => {
        const { id, hsms, createdAt, tags } = cluster;
        const name = tags[drillTag];
        const again = environments.some((one) => one.name === name && one.clusterId !== undefined)
          ? `\`npx hsm drill ${name}\`, which removes it first; or `
          : '';
        const commands = [
          ...hsms.map((hsm) => deleteHsmCommand(id, hsm.id)),
          ...backups
            .filter(({ clusterId, state }) => clusterId === id && state === 'READY')
            .map((backup) => `aws cloudhsmv2 delete-backup --backup-id ${backup.id}`),
          deleteClusterCommand(id),
        ];
        return {
          resource: id,
          cluster: id,
          environment: name ?? null,
          evidence: `it stands with ${hsms.length} HSMs, ${inWords(hoursBetween(createdAt, at))} after the drill of ${name} made it, USD ${liveCost(region, cluster).toFixed(2)} an hour`,
          remedy: `${again}${commands.map((command) => `\`${command}\``).join(', then ')}`,
        };
      }),
};
