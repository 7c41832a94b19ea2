import type { Check } from './check.ts';
import { adminSecretMissing } from './checks/admin-secret-missing.ts';
import { adminSingle } from './checks/admin-single.ts';
import { alarmActionFailed } from './checks/alarm-action-failed.ts';
import { alarmFiring } from './checks/alarm-firing.ts';
import { alarmMissing } from './checks/alarm-missing.ts';
import { backupIncomplete } from './checks/backup-incomplete.ts';
import { backupLastExpiring } from './checks/backup-last-expiring.ts';
import { backupNone } from './checks/backup-none.ts';
import { backupPendingDeletion } from './checks/backup-pending-deletion.ts';
import { backupRetentionShort } from './checks/backup-retention-short.ts';
import { backupShared } from './checks/backup-shared.ts';
import { backupStale } from './checks/backup-stale.ts';
import { certificateExpiring } from './checks/certificate-expiring.ts';
import { clusterDegraded } from './checks/cluster-degraded.ts';
import { clusterMissing } from './checks/cluster-missing.ts';
import { clusterStuck } from './checks/cluster-stuck.ts';
import { clusterUndeclared } from './checks/cluster-undeclared.ts';
import { clusterUntagged } from './checks/cluster-untagged.ts';
import { copyFailed } from './checks/copy-failed.ts';
import { copyLeft } from './checks/copy-left.ts';
import { copyMissing } from './checks/copy-missing.ts';
import { copyStale } from './checks/copy-stale.ts';
import { costAbovePlan } from './checks/cost-above-plan.ts';
import { countsDiffer } from './checks/counts-differ.ts';
import { drillFailed } from './checks/drill-failed.ts';
import { drillLeft } from './checks/drill-left.ts';
import { drillOverdue } from './checks/drill-overdue.ts';
import { environmentMoved } from './checks/environment-moved.ts';
import { fileUnreadable } from './checks/file-unreadable.ts';
import { hsmDegraded } from './checks/hsm-degraded.ts';
import { hsmMissing } from './checks/hsm-missing.ts';
import { hsmSingleZone } from './checks/hsm-single-zone.ts';
import { hsmSurplus } from './checks/hsm-surplus.ts';
import { hsmTooFew } from './checks/hsm-too-few.ts';
import { hsmTypeRetired } from './checks/hsm-type-retired.ts';
import { imageOutdated } from './checks/image-outdated.ts';
import { keyStoreDisconnected } from './checks/key-store-disconnected.ts';
import { keyStoreFailed } from './checks/key-store-failed.ts';
import { keyStoreThrottled } from './checks/key-store-throttled.ts';
import { keysNearLimit } from './checks/keys-near-limit.ts';
import { kmsKeyDisabled } from './checks/kms-key-disabled.ts';
import { kmsKeyPendingDeletion } from './checks/kms-key-pending-deletion.ts';
import { logGroupMissing } from './checks/log-group-missing.ts';
import { logSequenceGap } from './checks/log-sequence-gap.ts';
import { networkChanged } from './checks/network-changed.ts';
import { networkOpen } from './checks/network-open.ts';
import { notificationMissing } from './checks/notification-missing.ts';
import { quotaNear } from './checks/quota-near.ts';
import { recoveryIncomplete } from './checks/recovery-incomplete.ts';
import { ruleDisabled } from './checks/rule-disabled.ts';
import { secretPendingDeletion } from './checks/secret-pending-deletion.ts';
import { trailMissing } from './checks/trail-missing.ts';
import { trustAnchorMissing } from './checks/trust-anchor-missing.ts';
import { userInconsistent } from './checks/user-inconsistent.ts';
import { userSecretMissing } from './checks/user-secret-missing.ts';
import { userUndeclared } from './checks/user-undeclared.ts';
import { usersNearLimit } from './checks/users-near-limit.ts';

/** Every check, by its id. */
export const checks: readonly Check[] = [
  adminSecretMissing,
  adminSingle,
  alarmActionFailed,
  alarmFiring,
  alarmMissing,
  backupIncomplete,
  backupLastExpiring,
  backupNone,
  backupPendingDeletion,
  backupRetentionShort,
  backupShared,
  backupStale,
  certificateExpiring,
  clusterDegraded,
  clusterMissing,
  clusterStuck,
  clusterUndeclared,
  clusterUntagged,
  copyFailed,
  copyLeft,
  copyMissing,
  copyStale,
  costAbovePlan,
  countsDiffer,
  drillFailed,
  drillLeft,
  drillOverdue,
  environmentMoved,
  fileUnreadable,
  hsmDegraded,
  hsmMissing,
  hsmSingleZone,
  hsmSurplus,
  hsmTooFew,
  hsmTypeRetired,
  imageOutdated,
  keyStoreDisconnected,
  keyStoreFailed,
  keyStoreThrottled,
  keysNearLimit,
  kmsKeyDisabled,
  kmsKeyPendingDeletion,
  logGroupMissing,
  logSequenceGap,
  networkChanged,
  networkOpen,
  notificationMissing,
  quotaNear,
  recoveryIncomplete,
  ruleDisabled,
  secretPendingDeletion,
  trailMissing,
  trustAnchorMissing,
  userInconsistent,
  userSecretMissing,
  userUndeclared,
  usersNearLimit,
];
