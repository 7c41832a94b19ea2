import { liveCost, monthlyCost } from './cost.ts';
import type { ClusterFact, Facts } from './facts/facts.ts';
import { asked } from './standing.ts';

/** What a report shows of a cluster beside what was found. */
export interface ClusterCard {
  account: string;
  region: string;
  id: string;
  environment: string | null;
  state: string;
  hsmType: string;
  mode: string;
  /** The HSMs of each zone that the cluster has a subnet in. */
  zones: Record<string, { id: string; state: string }[]>;
  /** How many HSMs the file asks for. */
  asked: number | null;
  certificate: ClusterFact['certificate'];
  keyStore: { id: string; name: string; state: string } | null;
  /** The newest first, at most thirty. */
  backups: { id: string; state: string; createdAt: string }[];
  backupsInAll: number;
  perHour: number;
  perMonth: number;
}

const mostBackups = 30;

export function clusterCards(facts: Facts): ClusterCard[] {
  const { account, region, clusters = [], backups = [], keyStores = [], environments = [] } = facts;
  const byCluster = new Map<string, ClusterCard['backups']>();
  const counted = new Map<string, number>();
  for (const { id, state, clusterId, createdAt } of backups) {
    const own = byCluster.get(clusterId) ?? [];
    if (own.length < mostBackups) own.push({ id, state, createdAt });
    byCluster.set(clusterId, own);
    counted.set(clusterId, (counted.get(clusterId) ?? 0) + 1);
  }
  return clusters.map((cluster) => {
    const environment = environments.find(({ name, clusterId }) => clusterId === cluster.id || name === cluster.environment);
    const keyStore = keyStores.find(({ clusterId }) => clusterId === cluster.id);
    const perHour = liveCost(region, cluster);
    return {
      account,
      region,
      id: cluster.id,
      environment: environment?.name ?? cluster.environment,
      state: cluster.state,
      hsmType: cluster.hsmType,
      mode: cluster.mode,
      zones: zonesOf(cluster),
      asked: (environment && asked(environment)) ?? null,
      certificate: cluster.certificate,
      keyStore: keyStore ? { id: keyStore.id, name: keyStore.name, state: keyStore.state } : null,
      backups: byCluster.get(cluster.id) ?? [],
      backupsInAll: counted.get(cluster.id) ?? 0,
      perHour,
      perMonth: monthlyCost(region, cluster, environment?.file),
    };
  });
}

function zonesOf({ subnets, hsms }: ClusterFact): ClusterCard['zones'] {
  const zones = [...new Set([...Object.keys(subnets), ...hsms.map(({ zone }) => zone)])].toSorted();
  return Object.fromEntries(zones.map((zone) => [zone, hsms.filter((hsm) => hsm.zone === zone).map(({ id, state }) => ({ id, state }))]));
}
