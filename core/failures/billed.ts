import { setting } from '../aws/setting.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { environmentCost } from '../pricing.ts';
import { standingHsms } from '../standing.ts';

/** HSMs are billed while they stand, whatever became of the run. */
export interface Billed {
  clusterId: string;
  hsms: string[];
  /** USD, of all of them. */
  perHour: number;
}

export function billedOf(cluster: Cluster): Billed {
  const hsms = standingHsms(cluster).map(({ id }) => id);
  const { perHour } = environmentCost(setting('AWS_REGION'), cluster.hsmType, hsms.length, 0);
  return { clusterId: cluster.clusterId, hsms, perHour };
}

const mark = 'Standing and billed: ';

/** In words, without a full stop; undefined where no HSM stands. */
export function billedWords(billed: Billed[]): string | undefined {
  const costly = billed.filter(({ hsms }) => hsms.length > 0);
  if (costly.length === 0) return undefined;
  const told = costly.map(
    ({ clusterId, hsms }) => `${hsms.length === 1 ? '1 HSM' : `${hsms.length} HSMs`} of ${clusterId} (${hsms.join(', ')})`,
  );
  const perHour = costly.reduce((sum, one) => sum + one.perHour, 0);
  return `${mark}${told.join(' and ')}, about USD ${Math.round(perHour * 100) / 100} an hour`;
}

/** Whether a text says so already. */
export function saysWhatIsBilled(text: string): boolean {
  return text.includes(mark);
}
