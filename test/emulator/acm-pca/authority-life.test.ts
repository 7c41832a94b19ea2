import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  CreatePermissionCommand,
  DeleteCertificateAuthorityCommand,
  DeletePermissionCommand,
  DeletePolicyCommand,
  GetCertificateAuthorityCertificateCommand,
  GetPolicyCommand,
  ImportCertificateAuthorityCertificateCommand,
  ListPermissionsCommand,
  ListTagsCommand,
  PutPolicyCommand,
  RestoreCertificateAuthorityCommand,
  RevokeCertificateCommand,
  TagCertificateAuthorityCommand,
  UntagCertificateAuthorityCommand,
  UpdateCertificateAuthorityCommand,
  type UpdateCertificateAuthorityCommandInput,
} from '@aws-sdk/client-acm-pca';
import { describe, expect, it } from 'vitest';
import { createCsr } from '../../../emulator/pki/csr.ts';
import { certify, create, csrOf, day, defaultArn, privateCa } from './private-ca.ts';

describe('the life of a certificate authority', () => {
  it('a root signs itself, is imported and issues; a subordinate is signed by it', async () => {
    const { emulator, home, pca, describeAuthority } = await privateCa();
    const hold = home.clock.hold();
    const root = await create(pca, 'ROOT', 'token');
    expect(await create(pca, 'ROOT', 'token')).toBe(root);
    expect((await describeAuthority(root)).Status).toBe('CREATING');
    await expect(csrOf(pca, root)).rejects.toMatchObject({ name: 'RequestInProgressException' });
    hold.release();
    await home.clock.idle();
    expect((await describeAuthority(root)).Status).toBe('PENDING_CERTIFICATE');
    const own = await certify(pca, emulator, root, await csrOf(pca, root), 'RootCACertificate');
    await pca.send(
      new ImportCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: root, Certificate: Buffer.from(own.Certificate!) }),
    );
    expect(await describeAuthority(root)).toMatchObject({ Status: 'ACTIVE', NotAfter: new X509Certificate(own.Certificate!).validToDate });
    const ofItself = { CertificateAuthorityArn: root, CertificateSerial: new X509Certificate(own.Certificate!).serialNumber };
    await expect(pca.send(new RevokeCertificateCommand({ ...ofItself, RevocationReason: 'UNSPECIFIED' }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });

    const subordinate = await create(pca, 'SUBORDINATE');
    await home.clock.idle();
    const signed = await certify(pca, emulator, root, await csrOf(pca, subordinate), 'SubordinateCACertificate_PathLen0');
    const certificate = new X509Certificate(signed.Certificate!);
    expect(certificate.ca && certificate.verify(new X509Certificate(own.Certificate!).publicKey)).toBe(true);
    expect(certificate.subject).toContain('O=Example\\, Inc.');
    const imported = { CertificateAuthorityArn: subordinate, Certificate: Buffer.from(signed.Certificate!) };
    await expect(pca.send(new ImportCertificateAuthorityCertificateCommand(imported))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await pca.send(
      new ImportCertificateAuthorityCertificateCommand({ ...imported, CertificateChain: Buffer.from(signed.CertificateChain!) }),
    );
    expect(await pca.send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: subordinate }))).toMatchObject({
      Certificate: signed.Certificate,
      CertificateChain: own.Certificate,
    });
  });

  it('refuses to import what is not its certificate', async () => {
    const { emulator, home, pca } = await privateCa();
    const root = await create(pca, 'ROOT');
    await home.clock.idle();
    const { Certificate: other } = await pca.send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: defaultArn }));
    const key = createPrivateKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const csr = Buffer.from(await createCsr({ subject: [{ CN: ['leaf'] }], key }));
    const { Certificate: leaf } = await certify(pca, emulator, defaultArn, csr, 'EndEntityCertificate');
    for (const [text, name] of [
      [other!, 'CertificateMismatchException'],
      [leaf!, 'MalformedCertificateException'],
      ['nonsense', 'MalformedCertificateException'],
    ] as const) {
      const input = { CertificateAuthorityArn: root, Certificate: Buffer.from(text) };
      await expect(pca.send(new ImportCertificateAuthorityCertificateCommand(input))).rejects.toMatchObject({ name });
    }
    await expect(pca.send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: root }))).rejects.toMatchObject({
      name: 'InvalidStateException',
      message: `The certificate authority ${root} is not in the correct state to have a certificate signing request.`,
    });
  });

  it('is disabled, deleted, restored, and gone when its time is over', async () => {
    const { home, pca, describeAuthority } = await privateCa();
    const remove = () =>
      pca.send(new DeleteCertificateAuthorityCommand({ CertificateAuthorityArn: defaultArn, PermanentDeletionTimeInDays: 7 }));
    const set = (Status: 'ACTIVE' | 'DISABLED') =>
      pca.send(new UpdateCertificateAuthorityCommand({ CertificateAuthorityArn: defaultArn, Status }));
    await expect(remove()).rejects.toMatchObject({
      name: 'InvalidStateException',
      message: 'The certificate authority is not in a valid state for deletion.',
    });
    await set('DISABLED');
    await remove();
    expect(await describeAuthority()).toMatchObject({ Status: 'DELETED', RestorableUntil: new Date(home.clock.now() + 7 * day * 1000) });
    await expect(set('ACTIVE')).rejects.toMatchObject({ name: 'InvalidStateException' });
    await pca.send(new RestoreCertificateAuthorityCommand({ CertificateAuthorityArn: defaultArn }));
    await home.clock.advance(8 * day);
    expect((await describeAuthority()).Status).toBe('DISABLED');
    await set('ACTIVE');
    await set('DISABLED');
    await remove();
    await home.clock.advance(8 * day);
    await expect(describeAuthority()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('keeps how it tells of revocations, with AWS’s defaults', async () => {
    const { pca, describeAuthority } = await privateCa();
    const off = { CrlConfiguration: { Enabled: false }, OcspConfiguration: { Enabled: false } };
    expect((await describeAuthority()).RevocationConfiguration).toEqual(off);
    const update = (RevocationConfiguration: UpdateCertificateAuthorityCommandInput['RevocationConfiguration']) =>
      pca.send(new UpdateCertificateAuthorityCommand({ CertificateAuthorityArn: defaultArn, RevocationConfiguration }));
    await update({ CrlConfiguration: { Enabled: true, ExpirationInDays: 7, S3BucketName: 'revoked' } });
    expect((await describeAuthority()).RevocationConfiguration).toEqual({
      ...off,
      CrlConfiguration: { Enabled: true, ExpirationInDays: 7, S3BucketName: 'revoked', S3ObjectAcl: 'PUBLIC_READ' },
    });
    await update({ CrlConfiguration: { Enabled: true, S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL' } });
    expect((await describeAuthority()).RevocationConfiguration).toMatchObject({
      CrlConfiguration: { S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL' },
    });
  });

  it('revokes a certificate once, by its serial number with or without colons', async () => {
    const { emulator, pca } = await privateCa();
    const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    const csr = Buffer.from(await createCsr({ subject: [{ CN: ['leaf'] }], key }));
    const { Certificate } = await certify(pca, emulator, defaultArn, csr, 'EndEntityCertificate');
    const serial = new X509Certificate(Certificate!).serialNumber;
    const revoke = (CertificateSerial: string) =>
      pca.send(new RevokeCertificateCommand({ CertificateAuthorityArn: defaultArn, CertificateSerial, RevocationReason: 'SUPERSEDED' }));
    await revoke(serial.match(/../g)!.join(':'));
    await expect(revoke(serial)).rejects.toMatchObject({ name: 'RequestAlreadyProcessedException' });
    await expect(revoke('abcdef')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(revoke('no number')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('keeps tags, permissions and a policy', async () => {
    const { pca } = await privateCa();
    const CertificateAuthorityArn = defaultArn;
    const tags = async () => (await pca.send(new ListTagsCommand({ CertificateAuthorityArn }))).Tags;
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ];
    await pca.send(new TagCertificateAuthorityCommand({ CertificateAuthorityArn, Tags }));
    await pca.send(new UntagCertificateAuthorityCommand({ CertificateAuthorityArn, Tags: [{ Key: 'a' }, { Key: 'b', Value: 'other' }] }));
    expect(await tags()).toEqual([{ Key: 'b', Value: '2' }]);

    const Principal = 'acm.amazonaws.com';
    const permit = () =>
      pca.send(new CreatePermissionCommand({ CertificateAuthorityArn, Principal, Actions: ['IssueCertificate', 'GetCertificate'] }));
    await permit();
    await expect(permit()).rejects.toMatchObject({ name: 'PermissionAlreadyExistsException' });
    const { Permissions } = await pca.send(new ListPermissionsCommand({ CertificateAuthorityArn }));
    expect(Permissions).toMatchObject([{ CertificateAuthorityArn, Principal, SourceAccount: '123456789012' }]);
    await pca.send(new DeletePermissionCommand({ CertificateAuthorityArn, Principal }));
    expect((await pca.send(new ListPermissionsCommand({ CertificateAuthorityArn }))).Permissions).toEqual([]);

    for (const none of ['null', '[]', 'nothing'])
      await expect(pca.send(new PutPolicyCommand({ ResourceArn: defaultArn, Policy: none }))).rejects.toMatchObject({
        name: 'InvalidPolicyException',
      });
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await pca.send(new PutPolicyCommand({ ResourceArn: defaultArn, Policy }));
    expect((await pca.send(new GetPolicyCommand({ ResourceArn: defaultArn }))).Policy).toBe(Policy);
    await pca.send(new DeletePolicyCommand({ ResourceArn: defaultArn }));
    await expect(pca.send(new GetPolicyCommand({ ResourceArn: defaultArn }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
