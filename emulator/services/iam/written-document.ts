import { AwsError } from '../../kernel/aws-error.ts';
import { readJson } from '../../kernel/read-json.ts';
import type { PolicyDocument } from './policy-document.ts';

/** A document as answers have it: as it was written, by the rules of addresses (RFC 3986). */
export function writtenDocument(document: PolicyDocument): string {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param message what IAM says to a text that is no JSON. @throws AwsError MalformedPolicyDocument */
export function checkJson(document: string, message: string): void {
  try {
    readJson(document);
  } catch {
    throw new AwsError('MalformedPolicyDocument', message);
  }
}
