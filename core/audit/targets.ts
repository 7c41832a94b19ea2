import * as z from 'zod/mini';
import { setting } from '../aws/setting.ts';
import { deployingWith } from '../deploying-with.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import { cloudhsmRegions } from '../regions.ts';

/** What infrastructure/audit-member.yml asks for of whoever assumes its role. */
export const externalId = 'cloudhsm-lifecycle-audit';

const Targets = z.strictObject({
  /** Other accounts: each has the role of infrastructure/audit-member.yml. */
  accounts: z._default(z.array(z.string().check(z.regex(/^\d{12}$/))), []),
  /** Regions of every account; the deployment's own without any. */
  regions: z._default(z.array(z.enum(cloudhsmRegions as [string, ...string[]])), []),
});

/**
 * The accounts and regions that the deployment is to audit beside its own.
 *
 * @throws LifecycleError InvalidEnvironment
 */
export function auditTargets(): z.output<typeof Targets> {
  const text = setting('AUDIT_TARGETS');
  const read = Targets.safeParse(jsonValue(text));
  if (read.success) return read.data;
  throw new LifecycleError('InvalidEnvironment', {
    doing: 'reading whom to audit',
    to: 'the parameter AuditTargets',
    problem: `${text.slice(0, 200)} is no {"accounts": ["210987654321"], "regions": ["us-east-1"]} with accounts of twelve digits and regions of CloudHSM`,
    remedy: `deploy the stack again with one (${deployingWith('"auditTargets=…"')}), and start the workflow again`,
  });
}
