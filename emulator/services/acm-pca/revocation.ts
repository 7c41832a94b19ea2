import { AwsError } from '../../kernel/aws-error.ts';

export interface RevocationConfiguration {
  CrlConfiguration?: CrlConfiguration;
  OcspConfiguration?: { Enabled: boolean; OcspCustomCname?: string };
}

interface CrlConfiguration {
  Enabled: boolean;
  ExpirationInDays?: number;
  S3BucketName?: string;
  S3ObjectAcl?: string;
  CustomCname?: string;
  CustomPath?: string;
  CrlType?: 'COMPLETE' | 'PARTITIONED';
  CrlDistributionPointExtensionConfiguration?: { OmitExtension: boolean };
}

/**
 * A configuration with AWS's defaults: neither lists nor OCSP, and lists that everybody may read.
 *
 * @throws AwsError InvalidArgsException
 */
export function revocationConfiguration({
  CrlConfiguration: lists,
  OcspConfiguration: ocsp,
}: RevocationConfiguration = {}): Required<RevocationConfiguration> {
  if (lists?.CustomCname !== undefined && lists.CrlDistributionPointExtensionConfiguration?.OmitExtension)
    throw new AwsError('InvalidArgsException', 'A CustomCname cannot be set where OmitExtension of the CRL distribution points is true');
  return {
    CrlConfiguration: lists?.Enabled ? { S3ObjectAcl: 'PUBLIC_READ', ...lists } : { ...lists, Enabled: false },
    OcspConfiguration: { Enabled: false, ...ocsp },
  };
}
