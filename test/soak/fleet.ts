import type { Deployment } from '../workflow/deployment.ts';
import { type EnvironmentFile, environmentNamed, withoutKeyStore } from '../workflow/environment-file.ts';
import { recoverable } from '../workflow/recovery-region.ts';

/** By number: environments of each kind that people have, so that everything that starts by the clock does. */
export function environmentFileOf(number: number): EnvironmentFile {
  const name = `environment-${number}`;
  const kinds: EnvironmentFile[] = [
    { ...recoverable(name), hsmCount: 3, backups: { keepCopies: 3, drillEveryDays: 7 } },
    withoutKeyStore({ name, backups: { copyTo: ['eu-west-1'], keepCopies: 2, drillEveryDays: 14 } }),
    { ...environmentNamed(name), rotation: { everyDays: 10 } },
    withoutKeyStore({ name, parking: { at: '20:00', until: '07:00', days: 'mon-fri', timezone: 'Europe/London' } }),
  ];
  return kinds[number % kinds.length]!;
}

/** HSMs that stand and are billed, by ENI: CloudHSM puts a new one in the place of an old one. */
export function standingHsms({ home }: Deployment, regions: string[]): number {
  const clusters = regions.flatMap((region) => [...home.elsewhere(region).cloudhsmv2.clusters.values()]);
  const alive = clusters.flatMap(({ hsms }) => hsms).filter(({ state }) => state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS');
  return new Set(alive.map(({ eniId }) => eniId)).size;
}
