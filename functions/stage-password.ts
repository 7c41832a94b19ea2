import * as z from 'zod/mini';
import { creationToken } from '../core/credentials/creation-token.ts';
import { readVersions, stage } from '../core/credentials/versions.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ lease: Lease, user: z.string(), secretArn: z.string() });
const Output = z.object({
  /** It was staged before, and may have been given to the HSMs already: by a run, or by people who were asked to. */
  before: z.boolean(),
  /** This run has made it the current one already. */
  done: z.boolean(),
  /** The version of the secret that holds it. */
  version: z.string(),
});

/** Puts a new password beside the current one. One that is there is used: the HSMs may have it already. */
export const handler = step(Input, Output, async ({ lease, user, secretArn }) => {
  const token = creationToken(lease.holder, `${secretArn} rotated`);
  const { current, pending } = await readVersions(secretArn);
  if (pending) return { before: true, done: false, version: pending };
  if (current === token) return { before: true, done: true, version: token };
  await holdLease(lease);
  const staged = await stage(secretArn, user, token);
  return { before: !staged, done: false, version: token };
});
