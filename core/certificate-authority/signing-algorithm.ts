import type { SigningAlgorithm } from '@aws-sdk/client-acm-pca';

/**
 * By the key of a CA, what it signs with: the digest that goes with its curve, which ACM PCA takes in every region. Those that CloudHSM
 * takes of a trust anchor alone.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html (keys),
 * https://docs.aws.amazon.com/privateca/latest/userguide/PCACertInstall.html (compatible signing algorithms)
 */
const byKey: Record<string, SigningAlgorithm> = {
  RSA_2048: 'SHA256WITHRSA',
  RSA_3072: 'SHA256WITHRSA',
  RSA_4096: 'SHA256WITHRSA',
  EC_prime256v1: 'SHA256WITHECDSA',
  EC_secp384r1: 'SHA384WITHECDSA',
  EC_secp521r1: 'SHA512WITHECDSA',
};

/** KeyAlgorithm of CAs that can sign for CloudHSM. */
export const signingKeys = Object.keys(byKey);

/** @param keyAlgorithm undefined where ACM PCA shows no such CA: it refuses the request then, as that to a CA with another key, which the preflight refuses before */
export function signingAlgorithm(keyAlgorithm: string | undefined): SigningAlgorithm {
  return byKey[keyAlgorithm ?? ''] ?? 'SHA256WITHRSA';
}
