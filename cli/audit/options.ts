import type { Severity } from '../../core/severities.ts';

export const auditFormats = ['table', 'json', 'html', 'asff', 'junit'] as const;

export interface AuditOptions {
  format: (typeof auditFormats)[number];
  output?: string | undefined;
  failOn?: Severity | undefined;
  json?: boolean | undefined;
}
