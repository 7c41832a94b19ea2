import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as z from 'zod';
import { CliError } from '../error.ts';
import type { QuorumService } from './values.ts';

/** What several admins are to approve: good for ten minutes, for one change, and in the login session only that has made it. */
export interface QuorumToken {
  service: QuorumService;
  /** What is signed. */
  approvalData: Buffer;
  /** Virtual milliseconds. */
  expiresAt: number;
}

/** Those of a session that are still good. */
export function liveTokens({ tokens = [] }: { tokens?: QuorumToken[] }, now: number): QuorumToken[] {
  return tokens.filter(({ expiresAt }) => expiresAt >= now);
}

/** Milliseconds. */
export const tokenLife = 600_000;

const base64 = z.base64();
const ApprovalFile = z.looseObject({
  token: base64,
  signatures: z.array(z.looseObject({ username: z.string(), role: z.string(), signature: base64 })),
});
const RegistrationFile = z.looseObject({
  tokens: z.array(z.looseObject({ approval_data: base64, unsigned: base64, signed: base64 })).min(1),
});

export type ApprovalFile = z.infer<typeof ApprovalFile>;

/** What approvers sign stands in the file as a digest, so that `openssl pkeyutl -sign -pkeyopt digest:sha256` takes it. */
export function digestOf(approvalData: Buffer): string {
  return createHash('sha256').update(approvalData).digest('base64');
}

/** The file of a token, before anybody has signed it. */
export function approvalFile({ service, approvalData }: QuorumToken): string {
  const signed = { approval_data: approvalData.toString('base64'), token: digestOf(approvalData), signatures: [] };
  return `${JSON.stringify({ version: '2.0', service: `${service}-management`, ...signed }, undefined, 2)}\n`;
}

/** The file with which a user shows the key that approves for it. */
export function registrationFile(approvalData: Buffer): string {
  const token = { approval_data: approvalData.toString('base64'), unsigned: digestOf(approvalData), signed: '' };
  return `${JSON.stringify({ version: '2.0', tokens: [token] }, undefined, 2)}\n`;
}

/** @throws CliError */
export function readApprovalFile(content: string): ApprovalFile {
  return read(ApprovalFile, content, 'approval');
}

/**
 * Whether a registration file is signed with the private part of a key.
 *
 * @throws CliError where it is none
 */
export function isSignedWith(key: KeyObject, content: string): boolean {
  return read(RegistrationFile, content, 'signed-token').tokens.every(({ approval_data, unsigned, signed }) => {
    const approvalData = Buffer.from(approval_data, 'base64');
    return unsigned === digestOf(approvalData) && signs(key, approvalData, signed);
  });
}

export function signs(key: KeyObject, approvalData: Buffer, signature: string): boolean {
  return verify('sha256', approvalData, key, Buffer.from(signature, 'base64'));
}

/** @throws CliError where it is no RSA key of 2048 bits */
export function readPublicKey(pem: Buffer): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPublicKey(pem);
  } catch {
    // said below
  }
  if (key?.asymmetricKeyType !== 'rsa' || key.asymmetricKeyDetails?.modulusLength !== 2048)
    throw new CliError('The public key has to be an RSA key of 2048 bits, as PEM');
  return key;
}

function read<T>(Shape: z.ZodType<T>, content: string, option: string): T {
  try {
    return Shape.parse(JSON.parse(Buffer.from(content, 'base64').toString()));
  } catch {
    throw new CliError(`The file of --${option} is not what quorum token-sign generate writes`);
  }
}
