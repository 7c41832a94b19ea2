export interface RevocationConfiguration {
  CrlConfiguration?: { Enabled: boolean };
  OcspConfiguration?: { Enabled: boolean };
}

/** A configuration with AWS's defaults: neither lists nor OCSP, and lists that everybody may read. */
export function revocationConfiguration({ CrlConfiguration, OcspConfiguration }: RevocationConfiguration = {}): object {
  return {
    CrlConfiguration: CrlConfiguration?.Enabled
      ? { S3ObjectAcl: 'PUBLIC_READ', ...CrlConfiguration }
      : { Enabled: false, ...CrlConfiguration },
    OcspConfiguration: { Enabled: false, ...OcspConfiguration },
  };
}
