import type { Seeded } from '../../emulator/kernel/seeded.ts';
import type { Cluster } from '../../emulator/services/cloudhsmv2/cluster.ts';
import { request } from '../local-aws.ts';
import type { Deployment } from '../workflow/deployment.ts';

export const troubleKinds = ['fails', 'fails and is replaced', 'is deleted', 'key store disconnected'] as const;

export type TroubleKind = (typeof troubleKinds)[number];

/** Something that happens to an environment on a day. */
export interface Trouble {
  kind: TroubleKind;
  environment: string;
  /** Hours from the day's begin. */
  hour: number;
  /** Of an HSM that CloudHSM replaces by itself: after how many hours. */
  replacedAfter: number;
}

/** Which environments of those that run all day meet with what on a day, at most one thing each: every third, on average. */
export function troublesOf(random: Seeded, day: number, environments: { name: string; keyStore: boolean }[]): Trouble[] {
  return environments
    .filter(({ name }) => random.fraction('happens', day, name) < 1 / 3)
    .map(({ name, keyStore }): Trouble => {
      const kinds = keyStore ? troubleKinds : troubleKinds.slice(0, -1);
      return {
        kind: kinds[Math.floor(random.fraction('kind', day, name) * kinds.length)]!,
        environment: name,
        // beside the hour of the audit, so that it is clear what stands at it
        hour: Math.floor(random.fraction('hour', day, name) * 22) + 0.6,
        replacedAfter: 1 + Math.floor(random.fraction('replaced', day, name) * 30),
      };
    })
    .toSorted((a, b) => a.hour - b.hour);
}

/**
 * Lets it happen.
 *
 * @returns whether it stands as it was, while nobody has done anything about it
 */
export async function happen({ emulator, home }: Deployment, { kind, replacedAfter }: Trouble, cluster: Cluster): Promise<() => boolean> {
  if (kind === 'key store disconnected') {
    const store = [...home.kms.customKeyStores.values()].find(({ clusterId }) => clusterId === cluster.clusterId)!;
    await request(emulator, 'kms', 'DisconnectCustomKeyStore', { CustomKeyStoreId: store.id });
    return () => store.state === 'DISCONNECTED';
  }
  const active = cluster.hsms.filter(({ state }) => state === 'ACTIVE');
  const hsm = active[replacedAfter % active.length]!;
  const { hsmId } = hsm;
  if (kind === 'is deleted') {
    await request(emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: cluster.clusterId, HsmId: hsmId });
    return () => cluster.hsms.filter(({ state }) => state === 'ACTIVE').length < active.length;
  }
  home.cloudhsmv2.failHsmFor(hsm.eniId, kind === 'fails' ? 1e8 : replacedAfter * 3600);
  return () => hsm.hsmId === hsmId && hsm.state === 'DEGRADED';
}
