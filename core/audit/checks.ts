import type { Check } from './check.ts';
import { adminSecretMissing } from './checks/admin-secret-missing.ts';
import { backupIncomplete } from './checks/backup-incomplete.ts';
import { backupLastExpiring } from './checks/backup-last-expiring.ts';
import { backupNone } from './checks/backup-none.ts';
import { backupPendingDeletion } from './checks/backup-pending-deletion.ts';
import { backupRetentionShort } from './checks/backup-retention-short.ts';
import { backupStale } from './checks/backup-stale.ts';
import { certificateExpiring } from './checks/certificate-expiring.ts';
import { clusterDegraded } from './checks/cluster-degraded.ts';
import { clusterStuck } from './checks/cluster-stuck.ts';
import { clusterUndeclared } from './checks/cluster-undeclared.ts';
import { costAbovePlan } from './checks/cost-above-plan.ts';
import { hsmDegraded } from './checks/hsm-degraded.ts';
import { hsmMissing } from './checks/hsm-missing.ts';
import { hsmSingleZone } from './checks/hsm-single-zone.ts';
import { hsmSurplus } from './checks/hsm-surplus.ts';
import { hsmTooFew } from './checks/hsm-too-few.ts';
import { hsmTypeRetired } from './checks/hsm-type-retired.ts';
import { keyStoreDisconnected } from './checks/key-store-disconnected.ts';
import { keyStoreFailed } from './checks/key-store-failed.ts';
import { kmsKeyDisabled } from './checks/kms-key-disabled.ts';
import { kmsKeyPendingDeletion } from './checks/kms-key-pending-deletion.ts';
import { networkChanged } from './checks/network-changed.ts';
import { networkOpen } from './checks/network-open.ts';
import { quotaNear } from './checks/quota-near.ts';
import { secretPendingDeletion } from './checks/secret-pending-deletion.ts';
import { trustAnchorMissing } from './checks/trust-anchor-missing.ts';

/** Every check, by its id. */
export const checks: readonly Check[] = [
  adminSecretMissing,
  backupIncomplete,
  backupLastExpiring,
  backupNone,
  backupPendingDeletion,
  backupRetentionShort,
  backupStale,
  certificateExpiring,
  clusterDegraded,
  clusterStuck,
  clusterUndeclared,
  costAbovePlan,
  hsmDegraded,
  hsmMissing,
  hsmSingleZone,
  hsmSurplus,
  hsmTooFew,
  hsmTypeRetired,
  keyStoreDisconnected,
  keyStoreFailed,
  kmsKeyDisabled,
  kmsKeyPendingDeletion,
  networkChanged,
  networkOpen,
  quotaNear,
  secretPendingDeletion,
  trustAnchorMissing,
];
