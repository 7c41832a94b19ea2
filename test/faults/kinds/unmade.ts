import { type ConnectionErrorCode, connectionErrorCodes } from '../../../emulator/services/kms/key-stores/custom-key-store.ts';
import { type Kind, kind, type Target } from '../kind.ts';
import type { Recording } from '../recording.ts';

/** What AWS takes on and does not bring about. */
export const unmadeKinds: Kind[] = [connectionFails(), hsmIsNotMade(), clusterIsNotMade()];

function connectionFails(): Kind {
  return kind<Target & { code: ConnectionErrorCode }>({
    name: 'connection-failed',
    expected: 'a named end',
    targets: (recording) =>
      timesOf(recording, 'kms:ConnectCustomKeyStore') > 0 ? connectionErrorCodes.map((code) => ({ id: code, code })) : [],
    arm: ({ rig: { home } }, { code }) => {
      home.kms.failNextConnection(code);
      return () => [...home.kms.customKeyStores.values()].some(({ attempts }) => attempts > 0);
    },
  });
}

/** CreateHsm is answered, and the HSM never becomes ACTIVE. */
function hsmIsNotMade(): Kind {
  const ends = ['DEGRADED', 'DELETED'] as const;
  return kind<Target & { end: (typeof ends)[number]; nth: number }>({
    name: 'hsm-not-made',
    expected: 'a named end',
    targets: (recording) =>
      Array.from({ length: timesOf(recording, 'cloudhsmv2:CreateHsm') }, (_, index) => index + 1).flatMap((nth) =>
        ends.map((end) => ({ id: `${end}.${nth}`, end, nth })),
      ),
    arm: ({ rig: { home } }, { end, nth }) => {
      let asked = 0;
      home.calls.watchers.add(({ operation }) => {
        if (operation === 'cloudhsmv2:CreateHsm' && ++asked === nth) home.cloudhsmv2.fates.hsms.unshift({ ends: end });
      });
      return () => asked >= nth;
    },
  });
}

function clusterIsNotMade(): Kind {
  const ends = ['DEGRADED', 'ROLLBACK_IN_PROGRESS'] as const;
  return kind<Target & { end: (typeof ends)[number] }>({
    name: 'cluster-not-made',
    expected: 'a named end',
    targets: (recording) => (timesOf(recording, 'cloudhsmv2:CreateCluster') > 0 ? ends.map((end) => ({ id: end, end })) : []),
    arm: ({ rig: { home } }, { end }) => {
      const { fates } = home.cloudhsmv2;
      fates.clusters.push({ ends: end });
      return () => fates.clusters.length === 0;
    },
  });
}

function timesOf({ calls }: Recording, operation: string): number {
  return calls.filter((call) => call.operation === operation).length;
}
