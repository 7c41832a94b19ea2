import { listClusters } from '../../core/cloudhsm/cluster.ts';
import { environmentTag, hasLostTags, isOf } from '../../core/cloudhsm/tags.ts';
import { listKeyStores } from '../../core/key-store/key-store.ts';
import type { Cost } from '../../core/pricing.ts';
import { environmentsOnRecord } from '../../core/record/environments.ts';
import { readRecord } from '../../core/record/file.ts';
import { readLease } from '../../core/record/lease.ts';
import { standingHsms } from '../../core/standing.ts';
import { takeSettings } from '../deployment.ts';
import type { Target } from '../target.ts';
import { standingCost } from './standing-cost.ts';

/** An environment on record, and what stands of it: an item of what `hsm list --json` prints. */
export interface ListedEnvironment {
  environment: string;
  /** The cluster's state; null where there is none, how many where there are several, and `untagged` where it has lost its tags. */
  state: string | null;
  cluster: string | null;
  hsms: { active: number; asked: number | null };
  /** Null where it is not parked, nor on its way there or back. */
  parkedSince: string | null;
  keyStore: { id: string; state: string } | null;
  /** Who works on it. */
  work: { intent: string; execution: string; since: string } | null;
  requestedAt: string | null;
  /** What stands costs; null where nothing does. */
  cost: Cost | null;
}

/** Everything on record, as it stands now. The deployment's settings are taken over first: they say where the record is. */
export async function listEnvironments(target: Target): Promise<ListedEnvironment[]> {
  await takeSettings(target);
  const [onRecord, clusters, keyStores] = await Promise.all([environmentsOnRecord(), listClusters(), listKeyStores()]);
  // a cluster that carries an environment's tag is billed, on record or not
  const tagged = clusters
    .flatMap((cluster) => cluster.tags[environmentTag] ?? [])
    .filter((name) => clusters.some((one) => isOf(one, name)));
  return Promise.all(
    [...new Set([...onRecord, ...tagged])].toSorted().map(async (name): Promise<ListedEnvironment> => {
      const [record, lease] = await Promise.all([readRecord(name), readLease(name)]);
      const [own, ...others] = clusters.filter((one) => isOf(one, name));
      // without its tags it is billed all the same
      const untagged = own ? undefined : clusters.find((one) => one.clusterId === record.clusterId && hasLostTags(one, name));
      const cluster = own ?? untagged;
      const billed = untagged ? [untagged] : [own ?? [], others].flat();
      const hsms = billed.flatMap(standingHsms);
      // it stays, and is billed, where the cluster is gone
      const clusterId = cluster?.clusterId ?? record.clusterId;
      const keyStore = clusterId === undefined ? undefined : keyStores.find((store) => store.clusterId === clusterId);
      return {
        environment: name,
        state: others.length > 0 ? `${others.length + 1} clusters` : untagged ? 'untagged' : (own?.state ?? null),
        cluster: cluster?.clusterId ?? null,
        hsms: { active: hsms.filter(({ state }) => state === 'ACTIVE').length, asked: record.environment?.hsmCount ?? null },
        parkedSince: record.parking?.since ?? null,
        keyStore: keyStore ? { id: keyStore.keyStoreId, state: keyStore.state } : null,
        work: lease ? { intent: lease.intent, execution: lease.holder, since: lease.since } : null,
        requestedAt: record.requestedAt ?? null,
        cost: standingCost(target.region, billed, keyStore !== undefined, Object.keys(record.keyArns).length),
      };
    }),
  );
}
