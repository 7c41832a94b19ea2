import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

/** Takes the serial number in hexadecimal, with or without colons; not that of a root's own certificate (API reference). */
export const revokeCertificate: Operation<{ CertificateAuthorityArn: string; CertificateSerial: string }, AcmPcaPlace> = {
  ignores: ['RevocationReason'],
  resources: onAuthority,
  run(input, { place }) {
    const states = ['ACTIVE', 'DISABLED', 'EXPIRED'];
    const authority = place.acmPca.authorityIn(states, input.CertificateAuthorityArn, 'revoke certificates');
    const serial = input.CertificateSerial.replaceAll(':', '').toLowerCase();
    if (!/^[0-9a-f]+$/.test(serial))
      throw new AwsError('InvalidRequestException', `${input.CertificateSerial} is not a hexadecimal serial number`);
    const found = [...authority.issued.values()].find(({ serialHex }) => serialHex === serial);
    if (!found)
      throw new AwsError('ResourceNotFoundException', `Could not find a certificate with the serial number ${input.CertificateSerial}`);
    if (!found.issued)
      throw new AwsError(
        'RequestInProgressException',
        `The request to issue certificate ${found.arn} is still in progress. Try again later.`,
      );
    if (found.selfSigned)
      throw new AwsError('InvalidRequestException', `The certificate ${found.arn} signs itself, and cannot be revoked.`);
    if (found.revoked) throw new AwsError('RequestAlreadyProcessedException', `The certificate ${found.arn} has already been revoked.`);
    found.revoked = true;
  },
};
