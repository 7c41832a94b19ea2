/** From what can lose keys down to what is worth knowing. */
export const severityNames = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof severityNames)[number];

/** How bad it is what a check finds. Critical is only what can lose keys. */
export const severities = {
  'backup-none': 'critical',
  'cluster-degraded': 'critical',
  'cluster-missing': 'critical',
  'admin-secret-missing': 'critical',
  'secret-pending-deletion': 'critical',
  'kms-key-pending-deletion': 'critical',
  'trust-anchor-missing': 'critical',
  'backup-stale': 'high',
  'backup-last-expiring': 'high',
  'backup-pending-deletion': 'high',
  'hsm-too-few': 'high',
  'hsm-single-zone': 'high',
  'hsm-degraded': 'high',
  'hsm-missing': 'high',
  'cluster-stuck': 'high',
  'cluster-untagged': 'high',
  'file-unreadable': 'high',
  'network-open': 'high',
  'network-changed': 'high',
  'certificate-expiring': 'high',
  'key-store-disconnected': 'high',
  'key-store-failed': 'high',
  'kms-key-disabled': 'high',
  'copy-missing': 'high',
  'recovery-incomplete': 'high',
  'drill-failed': 'high',
  'user-inconsistent': 'high',
  'user-secret-missing': 'high',
  'rule-disabled': 'high',
  'alarm-firing': 'high',
  'alarm-action-failed': 'high',
  'counts-differ': 'high',
  'keys-near-limit': 'high',
  'backup-shared': 'high',
  'backup-incomplete': 'medium',
  'backup-retention-short': 'medium',
  'cluster-undeclared': 'medium',
  'hsm-surplus': 'medium',
  'drill-left': 'medium',
  'hsm-type-retired': 'medium',
  'cost-above-plan': 'medium',
  'quota-near': 'medium',
  'copy-stale': 'medium',
  'copy-failed': 'medium',
  'drill-overdue': 'medium',
  'key-store-throttled': 'medium',
  'alarm-missing': 'medium',
  'log-group-missing': 'medium',
  'log-sequence-gap': 'medium',
  'notification-missing': 'medium',
  'users-near-limit': 'medium',
  'trail-missing': 'medium',
  'image-outdated': 'medium',
  'admin-single': 'low',
  'copy-left': 'low',
  'user-undeclared': 'low',
  'environment-moved': 'low',
} as const satisfies Record<string, Severity>;

export type CheckId = keyof typeof severities;

export const checkIds = Object.keys(severities) as CheckId[];

/** Whether one is at least as bad as the other. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severityNames.indexOf(severity) <= severityNames.indexOf(least);
}
