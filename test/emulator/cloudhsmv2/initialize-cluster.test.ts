import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Seeded } from '../../../emulator/kernel/seeded.ts';
import { issueCertificate } from '../../../emulator/pki/certificate.ts';
import { readCsr } from '../../../emulator/pki/csr.ts';
import { seededRsaKey } from '../../../emulator/pki/rsa-key.ts';
import { manufacture } from '../../../emulator/services/cloudhsmv2/hardware/manufacture.ts';
import { folderWith, openssl, runOpenssl } from '../../foreign-tools/openssl.ts';
import { needs } from '../../foreign-tools/tool.ts';
import { localAws } from '../../local-aws.ts';
import { addHsm, describeCluster, hsm, initialize, newCluster } from './lifecycle.ts';
import { organisation } from './organisation.ts';

async function withCsr() {
  const aws = await localAws();
  const clusterId = await newCluster(aws);
  await addHsm(aws, clusterId);
  const { Certificates } = await describeCluster(aws, clusterId);
  return { aws, clusterId, certificates: Certificates as Record<string, string> };
}

describe('the identity of the first HSM', () => {
  it('is verified by openssl up to both roots, and its key is the CSR’s', async (context) => {
    needs(context, openssl);
    const { aws, certificates } = await withCsr();
    const roots = aws.home.cloudhsmv2.hardwareRoots();
    const folder = folderWith({
      'aws-root.pem': roots.aws,
      'manufacturer-root.pem': roots.manufacturer,
      'aws.pem': certificates.AwsHardwareCertificate!,
      'manufacturer.pem': certificates.ManufacturerHardwareCertificate!,
      'hsm.pem': certificates.HsmCertificate!,
      'cluster.csr': certificates.ClusterCsr!,
    });
    for (const chain of ['aws', 'manufacturer']) {
      expect(runOpenssl(folder, `verify -CAfile ${chain}-root.pem -untrusted ${chain}.pem hsm.pem`)).toBe('hsm.pem: OK\n');
    }
    expect(() => runOpenssl(folder, 'verify -CAfile aws-root.pem -untrusted manufacturer.pem hsm.pem')).toThrow('unable to get');
    const ofHsm = runOpenssl(folder, 'x509 -in hsm.pem -noout -pubkey');
    expect(runOpenssl(folder, 'req -in cluster.csr -noout -verify -pubkey')).toContain(ofHsm);
    expect(runOpenssl(folder, 'req -in cluster.csr -noout -subject -nameopt RFC2253')).toMatch(
      /CN=HSM:[\w.-]+:PARTN:\d+\\, for FIPS mode\+L=SanJose\+OU=N3FIPS\+O=Cavium\+ST=CA\+C=US/,
    );
  });

  it('rests on hardware certificates that are what manufacture() makes', async () => {
    for (const [file, pem] of Object.entries(await manufacture())) {
      expect(readFileSync(new URL(`../../../emulator/services/cloudhsmv2/hardware/${file}`, import.meta.url), 'utf8')).toBe(pem);
    }
  });

  it('differs from cluster to cluster and is the same for the same seed', async () => {
    const [one, again] = [await withCsr(), await withCsr()];
    expect(again.certificates).toEqual(one.certificates);
    const other = await newCluster(one.aws);
    await addHsm(one.aws, other);
    expect((await describeCluster(one.aws, other)).Certificates.ClusterCsr).not.toBe(one.certificates.ClusterCsr);
  });
});

describe('InitializeCluster', () => {
  it('takes a CSR signed by openssl, and shows the cluster’s certificate afterwards', async (context) => {
    needs(context, openssl);
    const { aws, clusterId, certificates } = await withCsr();
    const folder = folderWith({ 'cluster.csr': certificates.ClusterCsr! });
    runOpenssl(folder, 'req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 3652 -subj /O=Example/CN=Root');
    runOpenssl(folder, 'x509 -req -days 3652 -in cluster.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out cluster.crt');
    const [SignedCert, TrustAnchor] = ['cluster.crt', 'ca.crt'].map((name) => readFileSync(join(folder, name), 'utf8'));
    const hold = aws.home.clock.hold();
    const answer = await hsm(aws, 'InitializeCluster', { ClusterId: clusterId, SignedCert, TrustAnchor });
    expect(answer.State).toBe('INITIALIZE_IN_PROGRESS');
    await expect(hsm(aws, 'InitializeCluster', { ClusterId: clusterId, SignedCert, TrustAnchor })).rejects.toThrow(
      'INITIALIZE_IN_PROGRESS',
    );
    hold.release();
    await aws.home.clock.idle();
    const cluster = await describeCluster(aws, clusterId);
    expect(cluster.State).toBe('INITIALIZED');
    expect(cluster.Certificates).toEqual({ ClusterCertificate: SignedCert });
    expect(aws.home.cloudhsmv2.cluster(clusterId)?.trustAnchor).toBe(TrustAnchor);
  });

  it('is refused before there is a CSR, and for an unknown cluster', async () => {
    const aws = await localAws();
    const ClusterId = await newCluster(aws);
    const given = { SignedCert: 'x', TrustAnchor: 'x' };
    await expect(hsm(aws, 'InitializeCluster', { ClusterId, ...given })).rejects.toThrow('no certificate signing request');
    await expect(hsm(aws, 'InitializeCluster', { ClusterId: 'cluster-22222222222', ...given })).rejects.toMatchObject({
      code: 'CloudHsmResourceNotFoundException',
    });
  });

  it('refuses a wrong trust anchor, another key, and what is no certificate', async () => {
    const { aws, clusterId, certificates } = await withCsr();
    const SignedCert = await organisation.sign(certificates.ClusterCsr!);
    const TrustAnchor = await organisation.root();
    const stranger = seededRsaKey(new Seeded(5), 2048, 'stranger');
    const { name: subject, validity } = organisation;
    const self = { subject, issuer: subject, publicKey: createPublicKey(stranger), signingKey: stranger, serialHex: '01', ...validity };
    const impostor = await issueCertificate({ ...self, ca: true });
    const ownKey = await issueCertificate({ ...self, signingKey: organisation.key, ca: false });
    const attempt = (input: object) => hsm(aws, 'InitializeCluster', { ClusterId: clusterId, SignedCert, TrustAnchor, ...input });
    await expect(attempt({ TrustAnchor: impostor })).rejects.toThrow('not signed by the TrustAnchor');
    await expect(attempt({ SignedCert: ownKey })).rejects.toThrow("not that of the cluster's CSR");
    await expect(attempt({ SignedCert: 'nonsense' })).rejects.toThrow('SignedCert is not a PEM-encoded');
    await expect(attempt({ TrustAnchor: SignedCert.replace('M', 'N') })).rejects.toThrow('TrustAnchor is not a PEM-encoded');
    expect((await describeCluster(aws, clusterId)).State).toBe('UNINITIALIZED');
  });

  it.for([
    ['a root of 3072 bits', 'rsa:3072', '', '2048 or 4096 bits'],
    ['a root that is not RSA', 'ec:curve.pem', '', '2048 or 4096 bits'],
    ['extensions without basic constraints', 'rsa:2048', '[bare]\nsubjectKeyIdentifier=hash\n', 'without Basic Constraints'],
  ] as const)('refuses a trust anchor with %s', async ([, key, extensions, message], context) => {
    needs(context, openssl);
    const { aws, clusterId, certificates } = await withCsr();
    const config = `[req]\ndistinguished_name=dn\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE\n${extensions}`;
    const folder = folderWith({ 'cluster.csr': certificates.ClusterCsr!, 'ca.conf': config });
    if (key.startsWith('ec')) runOpenssl(folder, 'ecparam -name prime256v1 -out curve.pem');
    const section = extensions ? 'bare' : 'v3';
    const root = `-config ca.conf -extensions ${section} -newkey ${key} -nodes -keyout ca.key -out ca.crt -days 99 -subj /CN=Root`;
    runOpenssl(folder, `req -x509 ${root}`);
    runOpenssl(folder, 'x509 -req -days 9 -in cluster.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out cluster.crt');
    const [SignedCert, TrustAnchor] = ['cluster.crt', 'ca.crt'].map((name) => readFileSync(join(folder, name), 'utf8'));
    await expect(hsm(aws, 'InitializeCluster', { ClusterId: clusterId, SignedCert, TrustAnchor })).rejects.toThrow(message);
  });

  it('takes a chain that ends in a self-signed root, and no chain without it', async () => {
    const { aws, clusterId, certificates } = await withCsr();
    const issuing = seededRsaKey(new Seeded(6), 2048, 'issuing');
    const name = [{ CN: ['Issuing CA'] }];
    const { name: issuer, key: signingKey, validity } = organisation;
    const intermediate = await issueCertificate({
      ...{ subject: name, issuer, signingKey, publicKey: createPublicKey(issuing), serialHex: '02', ca: true, ...validity },
    });
    const { subject, publicKey } = await readCsr(certificates.ClusterCsr!);
    const SignedCert = await issueCertificate({
      subject,
      issuer: name,
      publicKey,
      signingKey: issuing,
      serialHex: '03',
      ca: false,
      ...validity,
    });
    const attempt = (TrustAnchor: string) => hsm(aws, 'InitializeCluster', { ClusterId: clusterId, SignedCert, TrustAnchor });
    await expect(attempt(intermediate)).rejects.toThrow('not a self-signed');
    expect(await attempt(intermediate + (await organisation.root()))).toMatchObject({ State: 'INITIALIZE_IN_PROGRESS' });
  });

  it('does not compare validity with the virtual clock', async () => {
    const { aws, clusterId } = await withCsr();
    await aws.home.clock.advance(25 * 365 * 24 * 3600);
    expect(new X509Certificate(await organisation.root()).validToDate.getTime()).toBeLessThan(aws.home.clock.now());
    expect(await initialize(aws, clusterId)).toMatchObject({ State: 'INITIALIZE_IN_PROGRESS' });
  });
});
