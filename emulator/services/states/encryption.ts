import { AwsError } from '../../kernel/aws-error.ts';

/** Keys of customers are not emulated. @throws AwsError InvalidEncryptionConfiguration */
export function checkEncryption({ type } = { type: 'AWS_OWNED_KEY' }): void {
  if (type !== 'AWS_OWNED_KEY') throw new AwsError('InvalidEncryptionConfiguration', `The encryption type ${type} is not emulated`);
}
