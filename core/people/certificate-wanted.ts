import type { Question } from './wait.ts';

interface CertificateWanted {
  environment: string;
  clusterId: string;
  /** PEM. */
  csr: string;
  /** SHA-256 of its DER, hex. */
  csrSha256: string;
  hsmSerial: string;
  why: string | undefined;
}

/** Asks people to sign the CSR, which comes from hardware that is proven. */
export function certificateWanted({ environment, clusterId, csr, csrSha256, hsmSerial, why }: CertificateWanted): Question {
  return {
    environment,
    wanted: 'certificate',
    what: `the certificate of its cluster ${clusterId}`,
    why,
    steps: [
      `Write the CSR below into a file ${environment}.csr, and see that it is this one: \`openssl req -in ${environment}.csr -outform DER | openssl dgst -sha256\` prints ${csrSha256}. Its key was made in the HSM with the serial number ${hsmSerial}: two certificate chains prove that, up to the hardware roots of the deployment.`,
      `Sign it with a self-signed root (its key RSA of 2048, 3072 or 4096 bits, or on prime256v1, secp384r1 or secp521r1), with no CA between, since the key store takes one certificate as trust anchor: \`openssl x509 -req -in ${environment}.csr -CA root.pem -CAkey root.key -CAcreateserial -sha256 -days 3650 -out ${environment}.pem\`. Keep the root for as long as the cluster, or a backup of it, is to be used: it cannot be changed afterwards.`,
      `\`npx hsm approve ${environment} --certificate ${environment}.pem --trust-anchor root.pem\` holds both against the CSR and has the workflow go on.`,
    ],
    attached: csr.trim(),
    details: { csr, csrSha256, hsmSerial },
  };
}
