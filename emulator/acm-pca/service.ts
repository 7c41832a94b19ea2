import type { Operation, Service } from '../api/service.ts';
import type { RequestContext } from '../iam/conditions.ts';
import { createCertificateAuthority } from './create-certificate-authority.ts';
import { createPermission } from './create-permission.ts';
import { deleteCertificateAuthority } from './delete-certificate-authority.ts';
import { deletePermission } from './delete-permission.ts';
import { deletePolicy } from './delete-policy.ts';
import { describeCertificateAuthority } from './describe-certificate-authority.ts';
import { getCertificate } from './get-certificate.ts';
import { getCertificateAuthorityCertificate } from './get-certificate-authority-certificate.ts';
import { getCertificateAuthorityCsr } from './get-certificate-authority-csr.ts';
import { getPolicy } from './get-policy.ts';
import { importCertificateAuthorityCertificate } from './import-certificate-authority-certificate.ts';
import { issueCertificate } from './issue-certificate.ts';
import { listCertificateAuthorities } from './list-certificate-authorities.ts';
import { listPermissions } from './list-permissions.ts';
import { listTags } from './list-tags.ts';
import { putPolicy } from './put-policy.ts';
import { restoreCertificateAuthority } from './restore-certificate-authority.ts';
import { revokeCertificate } from './revoke-certificate.ts';
import { sharedWithUs } from './sharing.ts';
import { tagCertificateAuthority } from './tag-certificate-authority.ts';
import { untagCertificateAuthority } from './untag-certificate-authority.ts';
import { updateCertificateAuthority } from './update-certificate-authority.ts';

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

export const acmPca: Service = {
  model: 'acm-pca',
  iamPrefix: 'acm-pca',
  operations: {
    CreateCertificateAuthority: createCertificateAuthority,
    ListCertificateAuthorities: listCertificateAuthorities,
    ...Object.fromEntries(Object.entries(ofAuthority).map(([name, run]) => [name, sharedWithUs(name, run as Operation<OnAuthority>)])),
    ...ofPolicy,
  },
  resources: {
    ...Object.fromEntries(Object.keys(ofAuthority).map((operation) => [operation, onAuthority])),
    ...Object.fromEntries(Object.keys(ofPolicy).map((operation) => [operation, onResource])),
  },
  context: (_resource, { TemplateArn }) => (TemplateArn === undefined ? ({} as RequestContext) : { 'acm-pca:TemplateArn': TemplateArn }),
};
