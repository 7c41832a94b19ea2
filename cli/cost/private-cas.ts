import { describeAuthority } from '../../core/certificate-authority/acm-pca.ts';

/**
 * How many of an account's CAs are billed: all but those that are gone. Their roots are kept, so that people may delete them once they have
 * signed. One that the reader may not ask after counts.
 *
 * https://docs.aws.amazon.com/privateca/latest/userguide/PCAUpdateCA.html
 */
export async function billedCas(arns: Iterable<string>): Promise<number> {
  const billed = await Promise.all([...new Set(arns)].map((arn) => isBilled(arn).catch(() => true)));
  return billed.filter(Boolean).length;
}

async function isBilled(arn: string): Promise<boolean> {
  const status = (await describeAuthority(arn))?.Status;
  return status !== undefined && status !== 'DELETED' && status !== 'FAILED';
}
