import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Deployment, deployed, type Run, sharedDeployment } from './deployment.ts';
import { production, withoutKeyStore } from './environment-file.ts';

const shared = sharedDeployment();

describe.each([
  { seed: 1, durations: 1 },
  { seed: 3, durations: 2 },
])('with seed $seed and durations × $durations', (options) => {
  test('an environment file becomes a proven environment, in little more than the time that AWS takes', async () => {
    const deployment = await deployed(options);
    const run = await deployment.run(production);
    expectEverythingInPlace(deployment, run);
    expect(run.overhead).toBeLessThanOrEqual(1.03);
    expect(run.transitions).toBeLessThanOrEqual(400);
  });
});

test('a testing environment signs for itself, and a later run finds its root', async () => {
  const deployment = shared();
  const { issued } = deployment.home.acmPca.authority(production.certificateAuthority.arn!);
  const before = issued.size;
  const file = withoutKeyStore({ name: 'own-root', purpose: 'testing', certificateAuthority: { type: 'self-signed' } });
  const first = await deployment.run(file);
  expect(first).toMatchObject({ status: 'SUCCEEDED', output: { certificate: { issuer: 'CN=cloudhsm-lifecycle testing root' } } });
  expect(await deployment.run(file)).toMatchObject({ status: 'SUCCEEDED', output: { created: [], certificate: first.output.certificate } });
  expect(issued.size).toBe(before);
});

test('a CA whose key is on an elliptic curve signs, and is the trust anchor of cluster and key store', async () => {
  const id = production.certificateAuthority.arn!.split('/')[1]!;
  const deployment = await deployed({ account: { certificateAuthorities: [{ id, keyAlgorithm: 'EC_secp384r1' }] } });
  const { status, output } = await deployment.run(production);
  expect(status).toBe('SUCCEEDED');
  const { trustAnchor = '' } = deployment.home.cloudhsmv2.cluster(output.cluster.id)!;
  expect(new X509Certificate(trustAnchor).publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'secp384r1' });
});

test('the same seed gives the same run', async () => {
  const [first, second] = await Promise.all([deployed({ seed: 4 }), deployed({ seed: 4 })]);
  const runs = await Promise.all([first.run(withoutKeyStore()), second.run(withoutKeyStore())]);
  const story = ({ events, output }: Run) => ({ events: events.map(({ type, timestamp }) => [type, timestamp]), output });
  expect(story(runs[0])).toEqual(story(runs[1]));
});

test('a second run adopts everything and creates nothing, and what the file newly asks for is added', async () => {
  const deployment = shared();
  const file = withoutKeyStore();
  const first = await deployment.run(file);
  const second = await deployment.run(file);
  expect(second).toMatchObject({
    status: 'SUCCEEDED',
    output: { created: [], cluster: first.output.cluster, secrets: first.output.secrets },
  });

  const more = await deployment.run({ ...file, hsmCount: 3, backupRetentionDays: 30, cryptoUsers: ['application', 'reports'] });
  expect(more.output.cluster.hsms).toHaveLength(3);
  expect(more.states).toContain('HsmUsers (coverage)');
  expect(more.output.created).toHaveLength(2);
  expect(more.output.created).toContainEqual(expect.stringContaining('cloudhsm-lifecycle/dev/production/reports'));
  expect(deployment.home.cloudhsmv2.cluster(first.output.cluster.id)?.backupRetentionDays).toBe(30);
});

function expectEverythingInPlace({ home }: Deployment, { status, output }: Run): void {
  expect(status).toBe('SUCCEEDED');
  const { cluster, keyStore, backup, certificate, created, secrets } = output;
  expect(cluster).toMatchObject({ state: 'ACTIVE', hsmType: 'hsm2m.medium', mode: 'FIPS' });
  expect(cluster.hsms.map(({ state, availabilityZone }) => [state, availabilityZone])).toEqual([
    ['ACTIVE', 'us-east-1a'],
    ['ACTIVE', 'us-east-1b'],
    ['ACTIVE', 'us-east-1c'],
  ]);
  expect(keyStore).toMatchObject({ state: 'CONNECTED', proof: true });
  expect(backup).toMatchObject({ state: 'READY' });
  expect(Object.keys(secrets).toSorted()).toEqual(['admin', 'admin_2', 'application', 'kmsuser', 'lifecycle_canary']);
  expect(created).toHaveLength(12); // a cluster, three HSMs, six secrets, a key store, a key
  const { certificates, trustAnchor } = home.cloudhsmv2.cluster(cluster.id)!;
  const signed = new X509Certificate(certificates.clusterCertificate!);
  expect(signed.verify(new X509Certificate(trustAnchor!).publicKey)).toBe(true);
  expect(certificate!.sha256).toBe(signed.fingerprint256.replaceAll(':', '').toLowerCase());
}
