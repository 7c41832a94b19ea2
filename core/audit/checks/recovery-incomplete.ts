import { deployCommand } from '../../recovery/deploy-command.ts';
import { replicaArn } from '../../recovery/replica-arn.ts';
import type { Check } from '../check.ts';
import { isLate, later } from '../copies.ts';
import type { Facts, RecoveryFact } from '../facts/facts.ts';
import { hoursBetween } from '../hours.ts';
import { movedTo } from '../moved-to.ts';
import { ownBackups } from '../own-backups.ts';
import { type Standing, standingEnvironments } from '../standing.ts';

export const recoveryIncomplete: Check = {
  id: 'recovery-incomplete',
  title: 'the recovery region lacks something that restoring an environment there needs',
  why: 'A copy of a backup is worth nothing without the users’ passwords and the trust anchor (https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster-from-backup.html), nor without a network to restore it in; when the region is lost, it is too late to bring them.',
  remedy: 'bring what is missing there',
  run: (facts) =>
    standingEnvironments(facts).flatMap((standing) => {
      const { environment, cluster } = standing;
      const there = facts.recoveries?.find(({ region }) => region === environment.file?.recovery?.region);
      if (!there || movedTo(environment, facts)) return [];
      const lacks = [...beforeAnything(standing, there, facts), ...broughtWithCopies(standing, there, facts)];
      if (lacks.length === 0) return [];
      return [
        {
          resource: `${environment.name}/${there.region}`,
          cluster: cluster.id,
          environment: environment.name,
          evidence: `missing in ${there.region}: ${lacks.map(({ what }) => what).join(', ')}`,
          remedy: [...new Set(lacks.map(({ remedy }) => remedy))].join('; then '),
        },
      ];
    }),
};

interface Lack {
  what: string;
  remedy: string;
}

/** What no run brings: it has to be there from the first day on. */
function beforeAnything({ environment }: Standing, { region, stack }: RecoveryFact, { stage, recoverySubnets }: Facts): Lack[] {
  const there = recoverySubnets?.find((one) => one.region === region);
  const gone = there ? (environment.file?.recovery?.subnetIds.filter((id) => !there.subnetIds.includes(id)) ?? []) : [];
  const deploy = deployCommand(stage, region);
  const rename = `name subnets of ${region} in the file of ${environment.name} and provision it`;
  return [
    ...(stack ? [] : [{ what: `the stack of the stage ${stage}`, remedy: deploy }]),
    ...gone.map((id) => ({ what: `the subnet ${id}`, remedy: rename })),
  ];
}

/** What each day's copies bring, once there is a backup to copy. */
function broughtWithCopies({ environment, cluster }: Standing, there: RecoveryFact, { backups, copies, at }: Facts): Lack[] {
  const { region, stack, brought } = there;
  const ready = ownBackups(backups ?? [], cluster);
  const [oldest] = ready.map(({ createdAt }) => createdAt).toSorted();
  if (!oldest || !isLate(hoursBetween(later(oldest, environment.copiesAskedAt), at))) return [];
  const copied = copies?.some((copy) => copy.region === region && copy.clusterId === cluster.id && copy.state === 'READY') ?? true;
  const known = brought.some((one) => one.environment === environment.name && one.clusterId === cluster.id);
  const what = [
    ...(copied ? [] : ['a copy of a backup']),
    ...withoutReplica(environment, there).map((name) => `the secret of ${name}`),
    // without the stack there is no place for it
    ...(known || !stack ? [] : ['its record']),
  ];
  return what.map((one) => ({ what: one, remedy: `\`npx hsm copy-backups ${environment.name}\`` }));
}

/** Users, and the trust anchor, whose secret has no replica there, or one that is about to go. */
function withoutReplica({ secrets, trustAnchor }: Standing['environment'], { region, secrets: there }: RecoveryFact): string[] {
  const kept = new Set(there.filter(({ deletedAt }) => !deletedAt).map(({ arn }) => arn));
  const needed = Object.entries({ ...secrets, ...(trustAnchor && { 'the trust anchor': trustAnchor }) });
  return needed.filter(([, arn]) => !kept.has(replicaArn(arn, region))).map(([name]) => name);
}
