import type { Operation } from '../../../service/service.ts';
import { type CertificateAuthority, statusAt } from '../authority.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const describeCertificateAuthority: Operation<{ CertificateAuthorityArn: string }, AcmPcaPlace> = {
  resources: onAuthority,
  run: ({ CertificateAuthorityArn }, { place }) => ({
    CertificateAuthority: description(place.acmPca.authority(CertificateAuthorityArn), place.clock.now()),
  }),
};

/** A CA as DescribeCertificateAuthority and ListCertificateAuthorities show it. */
export function description(authority: CertificateAuthority, now: number) {
  return {
    Arn: authority.arn,
    OwnerAccount: authority.arn.split(':')[4],
    CreatedAt: authority.createdAt,
    LastStateChangeAt: authority.lastStateChangeAt,
    Type: authority.type,
    Serial: authority.installed && BigInt(`0x${authority.installed.serialHex}`).toString(),
    Status: statusAt(authority, now),
    NotBefore: authority.installed?.notBefore,
    NotAfter: authority.installed?.notAfter,
    CertificateAuthorityConfiguration: authority.configuration,
    RevocationConfiguration: authority.revocationConfiguration,
    RestorableUntil: authority.restorableUntil,
    KeyStorageSecurityStandard: authority.keyStorageSecurityStandard,
    UsageMode: authority.usageMode,
  };
}
