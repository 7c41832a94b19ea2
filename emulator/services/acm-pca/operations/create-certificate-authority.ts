import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type AuthorityConfiguration, type CertificateAuthority, lazily, setStatus } from '../authority.ts';
import { authorityKey, keyAlgorithms } from '../authority-key.ts';
import { type RevocationConfiguration, revocationConfiguration } from '../revocation.ts';
import type { AcmPcaPlace } from '../state.ts';
import { putTags, type Tag } from '../tags.ts';

interface Input {
  CertificateAuthorityConfiguration: AuthorityConfiguration;
  CertificateAuthorityType: 'ROOT' | 'SUBORDINATE';
  RevocationConfiguration?: RevocationConfiguration;
  IdempotencyToken?: string;
  KeyStorageSecurityStandard?: string;
  UsageMode?: 'GENERAL_PURPOSE' | 'SHORT_LIVED_CERTIFICATE';
  Tags?: Tag[];
}

const tokenLifetime = 5 * 60_000;

/** CREATING, then PENDING_CERTIFICATE until its certificate is imported. */
export const createCertificateAuthority: Operation<Input, AcmPcaPlace> = {
  run(input, { place }) {
    const now = place.clock.now();
    const { acmPca } = place;
    const earlier = acmPca.tokens.get(input.IdempotencyToken ?? '');
    if (earlier && now - earlier.at < tokenLifetime) return { CertificateAuthorityArn: earlier.arn };
    const configuration = input.CertificateAuthorityConfiguration;
    checkConfiguration(configuration);
    const arn = place.arn('acm-pca', `certificate-authority/${place.random.uuid('acm-pca', acmPca.created++)}`);
    const authority: CertificateAuthority = {
      arn,
      type: input.CertificateAuthorityType,
      status: 'CREATING',
      usageMode: input.UsageMode ?? 'GENERAL_PURPOSE',
      keyStorageSecurityStandard: input.KeyStorageSecurityStandard ?? 'FIPS_140_2_LEVEL_3_OR_HIGHER',
      configuration,
      revocationConfiguration: revocationConfiguration(input.RevocationConfiguration),
      createdAt: new Date(now),
      lastStateChangeAt: new Date(now),
      key: lazily(() => authorityKey(place.random, configuration.KeyAlgorithm, arn)),
      issued: new Map(),
      issuances: new Map(),
      tokens: new Map(),
      tags: new Map(),
      permissions: new Map(),
    };
    putTags(authority, input.Tags ?? []);
    acmPca.authorities.set(arn, authority);
    for (const [token, { at }] of acmPca.tokens) if (now - at >= tokenLifetime) acmPca.tokens.delete(token);
    if (input.IdempotencyToken !== undefined) acmPca.tokens.set(input.IdempotencyToken, { at: now, arn });
    const seconds = place.duration('issueCertificate', 'authority', arn);
    place.work.record(`create ${arn}`, now, now + seconds * 1000);
    place.clock.after('drive', seconds, `create ${arn}`, () => {
      if (authority.status === 'CREATING') setStatus(authority, 'PENDING_CERTIFICATE', place.clock.now());
    });
    return { CertificateAuthorityArn: arn };
  },
};

function checkConfiguration({ KeyAlgorithm, SigningAlgorithm }: AuthorityConfiguration): void {
  if (!keyAlgorithms.includes(KeyAlgorithm)) {
    throw new AwsError(
      'InvalidArgsException',
      `The key algorithm ${KeyAlgorithm} is not emulated; emulated are ${keyAlgorithms.join(', ')}`,
    );
  }
  if (!/^SHA\d+WITH(RSA|ECDSA)$/.test(SigningAlgorithm)) {
    throw new AwsError('InvalidArgsException', `The signing algorithm ${SigningAlgorithm} is not emulated`);
  }
}
