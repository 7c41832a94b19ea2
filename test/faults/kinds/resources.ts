import type { Cluster, Hsm } from '../../../emulator/services/cloudhsmv2/cluster.ts';
import type { Case, Kind } from '../kind.ts';
import type { RecordedMoment, Recording } from '../recording.ts';
import { happens, oneOf } from './at-moments.ts';

const withActiveHsm = ({ activeHsms }: RecordedMoment) => activeHsms > 0;
const settled = ({ cluster }: RecordedMoment) => /^(UNINITIALIZED|INITIALIZED|ACTIVE)$/.test(cluster ?? '');
const notYetSigned = ({ cluster }: RecordedMoment) => !/^(INITIALIZED|ACTIVE)$/.test(cluster ?? '');
const nothingStands = ({ moments }: Recording) => moments[0]?.cluster === undefined;

/** What becomes of HSMs, clusters, CAs and secrets while a run is at work: by CloudHSM, or by people. */
export const resourceKinds: Kind[] = [
  happens('hsm-degraded', {
    expected: 'a named end',
    when: withActiveHsm,
    act: (on) => on.rig.home.cloudhsmv2.degradeHsm(someHsm(on).eniId),
  }),
  happens('hsm-replaced', {
    expected: 'the same end',
    strikesOn: 'an HSM',
    when: withActiveHsm,
    act: (on) => on.rig.home.cloudhsmv2.failHsm(someHsm(on).eniId),
  }),
  happens('hsm-deleted', {
    expected: 'a named end',
    when: withActiveHsm,
    act: (on) => on.rig.ask('cloudhsmv2', 'DeleteHsm', { ClusterId: clusterOf(on).clusterId, HsmId: someHsm(on).hsmId }),
  }),
  happens('cluster-modified', {
    expected: 'the same end',
    strikesOn: 'the cluster',
    when: settled,
    act: (on) => {
      // to what it is: only the state that the cluster passes through is another one
      const BackupRetentionPolicy = { Type: 'DAYS', Value: String(on.recording.scenario.file.backupRetentionDays ?? 90) };
      return on.rig.ask('cloudhsmv2', 'ModifyCluster', { ClusterId: clusterOf(on).clusterId, BackupRetentionPolicy });
    },
  }),
  happens('ca-disabled', {
    expected: 'a named end',
    when: notYetSigned,
    before: nothingStands,
    act: ({ rig, recording }) => {
      const { arn } = recording.scenario.file.certificateAuthority as { arn: string };
      return rig.ask('acm-pca', 'UpdateCertificateAuthority', { CertificateAuthorityArn: arn, Status: 'DISABLED' });
    },
  }),
  happens('secret-pending-deletion', {
    expected: 'a named end',
    when: ({ secrets }) => secrets.length > 0,
    act: (on) => {
      const SecretId = oneOf(on.rig.secrets(on.recording.scenario.file.name), on);
      return on.rig.ask('secretsmanager', 'DeleteSecret', { SecretId, RecoveryWindowInDays: 7 });
    },
  }),
];

function clusterOf({ rig, recording }: Case): Cluster {
  return rig.clusters(recording.scenario.file.name)[0]!;
}

function someHsm(on: Case): Hsm {
  return oneOf(
    clusterOf(on).hsms.filter(({ state }) => state === 'ACTIVE'),
    on,
  );
}
