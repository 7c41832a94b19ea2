import type { RequestContext } from '../../service/request-context.ts';
import type { Operation, Service } from '../../service/service.ts';
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
import { sharedWithUs } from './sharing.ts';
import type { AcmPcaPlace } from './state.ts';

const ofAuthority = {
  DescribeCertificateAuthority: describeCertificateAuthority,
  IssueCertificate: issueCertificate,
  GetCertificate: getCertificate,
  GetCertificateAuthorityCertificate: getCertificateAuthorityCertificate,
  GetCertificateAuthorityCsr: getCertificateAuthorityCsr,
  ImportCertificateAuthorityCertificate: importCertificateAuthorityCertificate,
  RevokeCertificate: revokeCertificate,
  UpdateCertificateAuthority: updateCertificateAuthority,
  DeleteCertificateAuthority: deleteCertificateAuthority,
  RestoreCertificateAuthority: restoreCertificateAuthority,
  TagCertificateAuthority: tagCertificateAuthority,
  UntagCertificateAuthority: untagCertificateAuthority,
  ListTags: listTags,
  CreatePermission: createPermission,
  DeletePermission: deletePermission,
  ListPermissions: listPermissions,
};

const ofPolicy = { PutPolicy: putPolicy, GetPolicy: getPolicy, DeletePolicy: deletePolicy };

interface OnAuthority {
  CertificateAuthorityArn: string;
}

const onAuthority = ({ CertificateAuthorityArn }: OnAuthority) => [CertificateAuthorityArn];
const onResource = ({ ResourceArn }: { ResourceArn: string }) => [ResourceArn];

export const acmPca: Service<AcmPcaPlace> = {
  model: 'acm-pca',
  iamPrefix: 'acm-pca',
  operations: {
    CreateCertificateAuthority: createCertificateAuthority,
    ListCertificateAuthorities: listCertificateAuthorities,
    ...Object.fromEntries(
      Object.entries(ofAuthority).map(([name, run]) => [name, sharedWithUs(name, run as Operation<OnAuthority, AcmPcaPlace>)]),
    ),
    ...ofPolicy,
  },
  resources: {
    ...Object.fromEntries(Object.keys(ofAuthority).map((operation) => [operation, onAuthority])),
    ...Object.fromEntries(Object.keys(ofPolicy).map((operation) => [operation, onResource])),
  },
  context: (_resource, { TemplateArn }) => (TemplateArn === undefined ? ({} as RequestContext) : { 'acm-pca:TemplateArn': TemplateArn }),
};
