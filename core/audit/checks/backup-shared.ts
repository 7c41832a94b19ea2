import type { Check } from '../check.ts';

export const backupShared: Check = {
  id: 'backup-shared',
  title: 'another account may restore a backup',
  why: 'Whoever restores it has its keys, as soon as they have a password; unsharing does not take back what was restored (https://docs.aws.amazon.com/cloudhsm/latest/userguide/sharing.html).',
  remedy: 'take the sharing back where nobody wants it',
  run: ({ shares = [], backups = [], clusters = [], account, region }) =>
    shares.map(({ backupId, share }) => {
      const clusterId = backups.find(({ id }) => id === backupId)?.clusterId;
      const partition = share.split(':')[1] ?? 'aws';
      const arn = `arn:${partition}:cloudhsm:${region}:${account}:backup/${backupId}`;
      return {
        resource: backupId,
        ...(clusterId && { cluster: clusterId }),
        environment: clusters.find(({ id }) => id === clusterId)?.environment ?? null,
        evidence: `RAM lists it in the resource share ${share}`,
        remedy: `\`aws cloudhsmv2 get-resource-policy --resource-arn ${arn}\` says with whom; \`aws cloudhsmv2 delete-resource-policy --resource-arn ${arn}\` takes it back, or \`aws ram disassociate-resource-share --resource-share-arn ${share} --resource-arns ${arn}\` where it was shared by RAM`,
      };
    }),
};
