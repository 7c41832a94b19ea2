import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Kernel } from '../../kernel/kernel.ts';
import { issueCertificate } from '../../pki/certificate.ts';
import { seededRsaKey } from '../../pki/rsa-key.ts';

/** The members of a notification that are signed, in this order (Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages"). */
const signedMembers = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const;

type Signable = Partial<Record<(typeof signedMembers)[number], string>>;

/** @param version 1 signs a SHA-1, 2 a SHA-256 */
export function signatureOf(kernel: Kernel, message: Signable, version: string): string {
  const lines = signedMembers.flatMap((name) => (message[name] === undefined ? [] : [name, message[name]]));
  const text = lines.map((line) => `${line}\n`).join('');
  return sign(version === '2' ? 'sha256' : 'sha1', Buffer.from(text), signingKey(kernel)).toString('base64');
}

/** The name of its file, below `/_emulator/sns/`; AWS's own is at sns.REGION.amazonaws.com, which clients may insist on. */
export function certificateFile({ random }: Kernel): string {
  return `SimpleNotificationService-${random.hex(32, 'sns', 'certificate file')}.pem`;
}

/** Signed by itself. PEM. */
export function signingCertificate(kernel: Kernel): Promise<string> {
  const key = signingKey(kernel);
  return issueCertificate({
    subject: [{ CN: ['sns.amazonaws.com'] }],
    issuer: [{ CN: ['sns.amazonaws.com'] }],
    publicKey: createPublicKey(key),
    signingKey: key,
    serialHex: kernel.random.hex(32, 'sns', 'certificate'),
    // whenever an emulator's time begins
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2040-01-01'),
    ca: false,
  });
}

/** One for all topics. */
function signingKey({ random }: Kernel): KeyObject {
  return seededRsaKey(random, 2048, 'sns', 'signing key');
}
