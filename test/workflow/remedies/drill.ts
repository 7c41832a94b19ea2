import { canaryUser } from '../../../core/users/canary.ts';
import type { Backup } from '../../../emulator/services/cloudhsmv2/backup.ts';
import { withoutKeyStore } from '../environment-file.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const drill = ({ deployment, file }: Scene) => deployment.run({ environment: file.name }, 'drill');

const backups = ({ home, cluster }: Scene): Backup[] =>
  [...home.cloudhsmv2.backups.values()].filter(({ clusterId }) => clusterId === cluster.clusterId);

async function drillTheNextDay(scene: Scene): Promise<void> {
  await scene.home.clock.advance(24 * 3600);
  await scene.home.clock.idle();
  const { status, message } = await drill(scene);
  if (status !== 'SUCCEEDED') throw new Error(message);
}

/** What a drill finds. What stands is not harmed by it. */
export const drillCases: RemedyCase[] = [
  {
    error: 'BackupMissing',
    what: 'an environment whose backups are gone',
    stands: true,
    breaks: (scene) => {
      for (const backup of backups(scene)) backup.state = 'DELETED';
    },
    broken: /./,
    fails: drill,
    problem: /no backup of it is READY in us-east-1/,
    remedy: /^provision the environment, if it does not stand; CloudHSM backs its cluster up each day/,
    follow: drillTheNextDay,
  },
  {
    error: 'CanaryMissing',
    what: 'a backup from before there was a canary',
    file: withoutKeyStore({ name: 'lone', hsmCount: 1 }),
    stands: true,
    fails: drill,
    problem: /the newest READY backup was made at .*, and the canary's key came later/,
    remedy: /CloudHSM makes a backup each day/,
    follow: drillTheNextDay,
  },
  {
    error: 'BackupNotProven',
    what: 'a backup that has lost keys',
    stands: true,
    breaks: (scene) => {
      for (const { content } of backups(scene))
        for (const [reference, { owner }] of content.keys) if (owner === canaryUser) content.keys.delete(reference);
    },
    fails: drill,
    problem: /restored from the backup: lifecycle_canary has no key in it/,
    remedy: /^do not rely on this backup, and delete none/,
    follow: () => {},
  },
];
