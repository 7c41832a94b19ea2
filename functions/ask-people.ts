import * as z from 'zod/mini';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { clusterBusy, hasAdmin } from '../core/cloudhsm/life.ts';
import { activationWanted } from '../core/people/activation-wanted.ts';
import { approvalWanted } from '../core/people/approval-wanted.ts';
import { certificateWanted } from '../core/people/certificate-wanted.ts';
import { type Question, waitFor } from '../core/people/wait.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { readRecord } from '../core/record/file.ts';
import { readWaiting, WaitingFor } from '../core/record/waiting-item.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  intent: z.string(),
  clusterId: z.string(),
  wanted: z.enum(['certificate', 'activation', 'approval']),
  /** Of the CSR that was verified, and the serial number of the HSM that made it. */
  csrSha256: z.optional(z.string()),
  hsmSerial: z.optional(z.string()),
  /** What is wrong with what people have brought before, or what could not be done without them. */
  why: z.nullish(z.string()),
  /** The passwords that people are to set are staged beside the current ones. */
  staged: z._default(z.boolean(), false),
  now: z.iso.datetime(),
});
/** Null where nobody is wanted any more. */
const Output = z.object({ waiting: z.nullable(WaitingFor) });

/** Says what people are wanted for, with all that they need for it. */
export const handler = step(
  Input,
  Output,
  async ({ environment, intent, clusterId, wanted, csrSha256 = '', hsmSerial = '', why, staged, now }) => {
    const [cluster, { environment: file }] = await Promise.all([getCluster(clusterId), readRecord(environment)]);
    const ask = (question: Question) => waitFor(question, cluster, now, file?.people?.withinDays);
    const askedBefore = async () => {
      const { for: before, details } = (await readWaiting(environment, intent)) ?? {};
      return before === wanted && details?.clusterId === clusterId ? details : {};
    };
    if (wanted === 'certificate') {
      const csr = await readCsr(clusterId, csrSha256);
      const before = await askedBefore();
      const changed = before.csrSha256 !== undefined && before.csrSha256 !== csrSha256;
      const reason = why ? `What was brought last is of no use: ${why}.` : changed ? replaced : undefined;
      return { waiting: ask(certificateWanted({ environment, clusterId, csr, csrSha256, hsmSerial, why: reason })) };
    }
    if (wanted === 'approval') return { waiting: ask(approvalWanted(environment, why ?? '', staged)) };
    const admin = hasAdmin(cluster);
    if (admin === 'unknown') throw clusterBusy(cluster, 'looking whether the cluster is activated');
    return { waiting: admin === 'yes' ? null : ask(activationWanted(environment, cluster, (await askedBefore()).address)) };
  },
);

const replaced = 'The cluster has another HSM meanwhile: what was signed for the CSR of before counts no more, and this is another.';
