import { AwsError } from '../../kernel/aws-error.ts';
import { readJson } from '../../kernel/read-json.ts';
import { type PolicyDocument, policyText } from './policy-document.ts';

/** A document as answers have it: as it was written, by the rules of addresses (RFC 3986). */
export function writtenDocument(document: PolicyDocument): string {
  return encodeURIComponent(policyText(document)).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param message what IAM says to a text that is no JSON. @throws AwsError MalformedPolicyDocument */
export function checkJson(document: string, message: string): void {
  try {
    readJson(document);
  } catch {
    throw new AwsError('MalformedPolicyDocument', message);
  }
}
