import type { Service } from '../../service/service.ts';
import { createCertificateAuthority } from './operations/create-certificate-authority.ts';
import { createPermission } from './operations/create-permission.ts';
import { deleteCertificateAuthority } from './operations/delete-certificate-authority.ts';
import { deletePermission } from './operations/delete-permission.ts';
import { deletePolicy } from './operations/delete-policy.ts';
import { describeCertificateAuthority } from './operations/describe-certificate-authority.ts';
import { getCertificate } from './operations/get-certificate.ts';
import { getCertificateAuthorityCertificate } from './operations/get-certificate-authority-certificate.ts';
import { getCertificateAuthorityCsr } from './operations/get-certificate-authority-csr.ts';
import { getPolicy } from './operations/get-policy.ts';
import { importCertificateAuthorityCertificate } from './operations/import-certificate-authority-certificate.ts';
import { issueCertificate } from './operations/issue-certificate.ts';
import { listCertificateAuthorities } from './operations/list-certificate-authorities.ts';
import { listPermissions } from './operations/list-permissions.ts';
import { listTags } from './operations/list-tags.ts';
import { putPolicy } from './operations/put-policy.ts';
import { restoreCertificateAuthority } from './operations/restore-certificate-authority.ts';
import { revokeCertificate } from './operations/revoke-certificate.ts';
import { tagCertificateAuthority } from './operations/tag-certificate-authority.ts';
import { untagCertificateAuthority } from './operations/untag-certificate-authority.ts';
import { updateCertificateAuthority } from './operations/update-certificate-authority.ts';
import { requestContext } from './request-context.ts';
import { admits, policies } from './sharing.ts';
import type { AcmPcaPlace } from './state.ts';

export const acmPca: Service<AcmPcaPlace> = {
  model: 'acm-pca',
  iamPrefix: 'acm-pca',
  operations: {
    CreateCertificateAuthority: createCertificateAuthority,
    CreatePermission: createPermission,
    DeleteCertificateAuthority: deleteCertificateAuthority,
    DeletePermission: deletePermission,
    DeletePolicy: deletePolicy,
    DescribeCertificateAuthority: describeCertificateAuthority,
    GetCertificate: getCertificate,
    GetCertificateAuthorityCertificate: getCertificateAuthorityCertificate,
    GetCertificateAuthorityCsr: getCertificateAuthorityCsr,
    GetPolicy: getPolicy,
    ImportCertificateAuthorityCertificate: importCertificateAuthorityCertificate,
    IssueCertificate: issueCertificate,
    ListCertificateAuthorities: listCertificateAuthorities,
    ListPermissions: listPermissions,
    ListTags: listTags,
    PutPolicy: putPolicy,
    RestoreCertificateAuthority: restoreCertificateAuthority,
    RevokeCertificate: revokeCertificate,
    TagCertificateAuthority: tagCertificateAuthority,
    UntagCertificateAuthority: untagCertificateAuthority,
    UpdateCertificateAuthority: updateCertificateAuthority,
  },
  context: requestContext,
  policies,
  admits,
};
