import * as z from 'zod/mini';
import { creationToken } from '../core/credentials/creation-token.ts';
import { readVersions, stage } from '../core/credentials/versions.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ lease: Lease, user: z.string(), secretArn: z.string() });
const Output = z.object({
  /** A run before has staged it, and may have given it to the HSMs already. */
  before: z.boolean(),
});

/** Puts a new password beside the current one. One that a run before has left there is used: the HSMs may have it already. */
export const handler = step(Input, Output, async ({ lease, user, secretArn }) => {
  const token = creationToken(lease.holder, `${secretArn} rotated`);
  const { pending } = await readVersions(secretArn);
  if (pending) return { before: pending !== token };
  await holdLease(lease);
  await stage(secretArn, user, token);
  return { before: false };
});
