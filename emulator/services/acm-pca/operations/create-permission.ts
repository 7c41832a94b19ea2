import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

interface Input {
  CertificateAuthorityArn: string;
  Principal: string;
  SourceAccount?: string;
  Actions: string[];
}

/** What AWS Certificate Manager may do with a CA. Kept and listed; nothing here acts as that service. */
export const createPermission: Operation<Input, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const { permissions } = place.acmPca.authority(input.CertificateAuthorityArn);
    const { Principal, Actions, SourceAccount = place.accountId } = input;
    if (permissions.has(Principal))
      throw new AwsError('PermissionAlreadyExistsException', `The permission for ${Principal} already exists`);
    permissions.set(Principal, { Principal, Actions, SourceAccount, CreatedAt: place.clock.date() });
  },
};
