import { X509Certificate } from 'node:crypto';
import {
  GetCertificateAuthorityCertificateCommand,
  GetCertificateAuthorityCsrCommand,
  ListCertificateAuthoritiesCommand,
} from '@aws-sdk/client-acm-pca';
import { describe, expect, it } from 'vitest';
import { day, defaultArn, privateCa } from './private-ca.ts';

describe('certificate authorities', () => {
  it('begin with one ACTIVE general-purpose RSA root, valid since before the clock began', async () => {
    const { home, pca, describeAuthority } = await privateCa();
    const { CertificateAuthorities } = await pca.send(new ListCertificateAuthoritiesCommand({}));
    expect(CertificateAuthorities).toHaveLength(1);
    const authority = await describeAuthority();
    expect(CertificateAuthorities![0]).toEqual(authority);
    expect(authority).toMatchObject({ Arn: defaultArn, Type: 'ROOT', Status: 'ACTIVE', UsageMode: 'GENERAL_PURPOSE' });
    const { Certificate } = await pca.send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: defaultArn }));
    const certificate = new X509Certificate(Certificate!);
    expect(certificate.ca && certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.validFromDate.getTime()).toBeLessThan(home.clock.now());
    expect(certificate.validToDate).toEqual(authority.NotAfter);
    expect(BigInt(`0x${certificate.serialNumber}`).toString()).toBe(authority.Serial);
    expect(Certificate!.length).toBeLessThanOrEqual(5000);
  });

  it('are those of the account file, in their states', async () => {
    const states = ['ACTIVE', 'DISABLED', 'EXPIRED', 'PENDING_CERTIFICATE', 'DELETED'] as const;
    const declared = states.map((status, index) => ({ id: `a${index}111111-2222-4333-8444-555555555555`, status }));
    const { home, pca, describeAuthority } = await privateCa({ certificateAuthorities: declared });
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page: { CertificateAuthorities?: { Status?: string }[]; NextToken?: string } = await pca.send(
        new ListCertificateAuthoritiesCommand({ MaxResults: 2, NextToken }),
      );
      found.push(...page.CertificateAuthorities!.map(({ Status }) => Status!));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(found).toEqual(states);
    await expect(pca.send(new ListCertificateAuthoritiesCommand({ NextToken: 'x' }))).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
    await expect(describeAuthority()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await home.clock.advance(30 * 24 * 3600);
    expect([...home.acmPca.authorities.values()].map(({ status }) => status)).toEqual(states.slice(0, -1));
  });

  it('end when the account file says', async () => {
    const { home, describeAuthority } = await privateCa({
      certificateAuthorities: [{ id: '11111111-2222-4333-8444-555555555555', endsInDays: 0.5 }],
    });
    expect((await describeAuthority()).NotAfter!.getTime() - home.clock.now()).toBe(12 * 3600_000);
  });

  it('may be another account’s, shared by AWS RAM: to read and to sign end-entity certificates', async () => {
    const [id, owner] = ['11111111-2222-4333-8444-555555555555', '999988887777'];
    const { pca, describeAuthority } = await privateCa({ certificateAuthorities: [{ id, owner }] });
    const shared = defaultArn.replace('123456789012', owner);
    expect(await describeAuthority(shared)).toMatchObject({ Arn: shared, OwnerAccount: owner, Status: 'ACTIVE' });
    expect((await pca.send(new ListCertificateAuthoritiesCommand({}))).CertificateAuthorities).toEqual([]);
    const others = await pca.send(new ListCertificateAuthoritiesCommand({ ResourceOwner: 'OTHER_ACCOUNTS' }));
    expect(others.CertificateAuthorities).toMatchObject([{ Arn: shared }]);
    const csr = pca.send(new GetCertificateAuthorityCsrCommand({ CertificateAuthorityArn: shared }));
    await expect(csr).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('of another account that does not share them are denied, as if nobody knew them', async () => {
    const { describeAuthority } = await privateCa();
    const foreign = defaultArn.replace('123456789012', '999988887777');
    await expect(describeAuthority(foreign)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /^User: .* is not authorized to perform: acm-pca:DescribeCertificateAuthority on resource: .* because no resource-based policy allows/,
      ),
    });
  });

  it('expire with their certificate', async () => {
    const { home, describeAuthority } = await privateCa();
    await home.clock.advance(10 * 366 * day);
    expect((await describeAuthority()).Status).toBe('EXPIRED');
  });
});
