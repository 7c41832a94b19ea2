import { AuthorityInfoAccessExtension, CRLDistributionPointsExtension, type Extension } from '../../pki/x509.ts';
import type { Place } from '../../service/place.ts';
import type { RevocationConfiguration } from './revocation.ts';

const suffixes: Record<string, string> = { 'aws-cn': 'amazonaws.com.cn' };

interface Issuer {
  arn: string;
  revocationConfiguration: Required<RevocationConfiguration>;
}

/**
 * Where a certificate says that its revocation is to be seen: the list in the CA's bucket, and the OCSP responder, each under the CA's own
 * name for it where it has one. What is configured later does not change certificates that there are ("Update a private CA" in AWS Private
 * CA's user guide).
 *
 * Sources: "Template definitions", "Set up a CRL" and "Customize OCSP URL" in AWS Private CA's user guide.
 *
 * @param number tells one part of a partitioned list from another
 */
export function revocationExtensions(place: Place, { arn, revocationConfiguration }: Issuer, number: string): Extension[] {
  const { CrlConfiguration: lists, OcspConfiguration: ocsp } = revocationConfiguration;
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const suffix = suffixes[place.partition] ?? 'amazonaws.com';
  const extensions: Extension[] = [];
  if (lists.Enabled && !lists.CrlDistributionPointExtensionConfiguration?.OmitExtension) {
    const host = lists.CustomCname ?? `${lists.S3BucketName}.s3.${place.region}.${suffix}`;
    const list = lists.CrlType === 'PARTITIONED' ? `${id}/${place.random.uuid('acm-pca', 'crl', arn, number)}` : id;
    extensions.push(new CRLDistributionPointsExtension([`http://${host}/${lists.CustomPath ?? 'crl'}/${list}.crl`]));
  }
  if (ocsp.Enabled) {
    const host = ocsp.OcspCustomCname ?? `ocsp.acm-pca.${place.region}.${suffix}`;
    extensions.push(new AuthorityInfoAccessExtension({ ocsp: `http://${host}` }));
  }
  return extensions;
}
