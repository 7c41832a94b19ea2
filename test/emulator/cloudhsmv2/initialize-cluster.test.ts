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

function authority(name: string, seed: number) {
  return { name: [{ CN: [name] }], key: seededRsaKey(new Seeded(6 + seed), 2048, 'authority') };
}

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

  /** A CSR signed by a root as openssl makes it, with a key that `genpkey` takes. */
  function signedBy(
    csr: string,
    { genpkey, signing = '-sha256', extensions = '' }: { genpkey: string; signing?: string; extensions?: string },
  ) {
    const config = `[req]\ndistinguished_name=dn\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE\n${extensions}`;
    const folder = folderWith({ 'cluster.csr': csr, 'ca.conf': config });
    runOpenssl(folder, `genpkey ${genpkey} -out ca.key`);
    const section = extensions ? 'bare' : 'v3';
    runOpenssl(folder, `req -x509 -config ca.conf -extensions ${section} -key ca.key ${signing} -out ca.crt -days 99 -subj /CN=Root`);
    runOpenssl(folder, `x509 -req -days 9 -in cluster.csr -CA ca.crt -CAkey ca.key ${signing} -CAcreateserial -out cluster.crt`);
    const [SignedCert, TrustAnchor] = ['cluster.crt', 'ca.crt'].map((name) => readFileSync(join(folder, name), 'utf8'));
    return { SignedCert, TrustAnchor };
  }

  it.for([
    ['an RSA root of 3072 bits', '-algorithm RSA -pkeyopt rsa_keygen_bits:3072', '-sha512'],
    ['a root that signs by RSA-PSS', '-algorithm RSA -pkeyopt rsa_keygen_bits:2048', '-sigopt rsa_padding_mode:pss'],
    ['a root on prime256v1', '-algorithm EC -pkeyopt ec_paramgen_curve:prime256v1', '-sha256'],
    ['a root on secp384r1', '-algorithm EC -pkeyopt ec_paramgen_curve:secp384r1', '-sha384'],
    ['a root on secp521r1', '-algorithm EC -pkeyopt ec_paramgen_curve:secp521r1', '-sha512'],
  ] as const)('takes %s', async ([, genpkey, signing], context) => {
    needs(context, openssl);
    const { aws, clusterId, certificates } = await withCsr();
    const signed = signedBy(certificates.ClusterCsr!, { genpkey, signing });
    expect(await hsm(aws, 'InitializeCluster', { ClusterId: clusterId, ...signed })).toMatchObject({ State: 'INITIALIZE_IN_PROGRESS' });
  });

  it.for([
    ['an RSA key of 1024 bits', '-algorithm RSA -pkeyopt rsa_keygen_bits:1024', '', 'neither an RSA key of 2048, 3072, 4096 bits nor'],
    ['another curve', '-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1', '', 'nor one on prime256v1, secp384r1, secp521r1'],
    [
      'extensions without basic constraints',
      '-algorithm RSA -pkeyopt rsa_keygen_bits:2048',
      '[bare]\nsubjectKeyIdentifier=hash\n',
      'without Basic Constraints',
    ],
  ] as const)('refuses a trust anchor with %s', async ([, genpkey, extensions, message], context) => {
    needs(context, openssl);
    const { aws, clusterId, certificates } = await withCsr();
    const signed = signedBy(certificates.ClusterCsr!, { genpkey, extensions });
    await expect(hsm(aws, 'InitializeCluster', { ClusterId: clusterId, ...signed })).rejects.toThrow(message);
  });

  it('takes a chain in its order up to a self-signed root, of four certificates at most', async () => {
    const { aws, clusterId, certificates } = await withCsr();
    const authorities = await Promise.all(['Policy CA', 'Issuing CA', 'Fourth CA', 'Fifth CA'].map(authority));
    /** What signs under the root, the nearest to it first. */
    async function under(depth: number) {
      let above = { name: organisation.name, key: organisation.key };
      const chain = [await organisation.root()];
      for (const { name, key } of authorities.slice(0, depth)) {
        const { validity } = organisation;
        const named = { subject: name, issuer: above.name, publicKey: createPublicKey(key), signingKey: above.key };
        chain.unshift(await issueCertificate({ ...named, serialHex: '02', ca: true, ...validity }));
        above = { name, key };
      }
      const { subject, publicKey } = await readCsr(certificates.ClusterCsr!);
      const signing = { issuer: above.name, signingKey: above.key, serialHex: '03', ca: false, ...organisation.validity };
      return { chain, SignedCert: await issueCertificate({ subject, publicKey, ...signing }) };
    }
    const attempt = (SignedCert: string, chain: string[]) =>
      hsm(aws, 'InitializeCluster', { ClusterId: clusterId, SignedCert, TrustAnchor: chain.join('') });
    const { chain, SignedCert } = await under(2);
    const [issuing, policy, root] = chain as [string, string, string];
    await expect(attempt(SignedCert, [issuing])).rejects.toThrow('not a self-signed');
    await expect(attempt(SignedCert, [issuing, policy])).rejects.toThrow('not a self-signed');
    await expect(attempt(SignedCert, [root, policy, issuing])).rejects.toThrow('does not begin with the CA that signed');
    await expect(attempt(SignedCert, [issuing, root, policy])).rejects.toThrow('not a chain in its order');
    await expect(attempt(SignedCert, [issuing, policy, root, root])).rejects.toThrow('not a chain in its order');
    const five = await under(4);
    await expect(attempt(five.SignedCert, five.chain)).rejects.toThrow('more than 4 certificates');
    expect(await attempt(SignedCert, chain)).toMatchObject({ State: 'INITIALIZE_IN_PROGRESS' });
  });

  it('does not compare validity with the virtual clock', async () => {
    const { aws, clusterId } = await withCsr();
    await aws.home.clock.advance(25 * 365 * 24 * 3600);
    expect(new X509Certificate(await organisation.root()).validToDate.getTime()).toBeLessThan(aws.home.clock.now());
    expect(await initialize(aws, clusterId)).toMatchObject({ State: 'INITIALIZE_IN_PROGRESS' });
  });
});
