import { AwsError } from '../../../kernel/aws-error.ts';
import type { SsmPlace } from '../state.ts';
import type { CommandDocument } from './document.ts';

/** @param reference its name or ARN @throws AwsError InvalidDocument, InvalidDocumentVersion */
export function findDocument({ ssm }: SsmPlace, reference: string, version = '$DEFAULT'): CommandDocument {
  const name = documentName(reference);
  const document = ssm.documents.get(name);
  if (!document) throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  if (!['$DEFAULT', '$LATEST', document.version].includes(version))
    throw new AwsError('InvalidDocumentVersion', `Document version ${version} is not valid for document ${name}.`);
  return document;
}

function documentName(reference: string): string {
  return reference.startsWith('arn:') ? reference.slice(reference.indexOf('/') + 1) : reference;
}
