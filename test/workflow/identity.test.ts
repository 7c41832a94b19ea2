import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { deployed, onRequest } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

test('hardware that does not lead to the roots of the deployment is refused before anybody signs', async () => {
  const probe = await deployed();
  const { manufacturer } = probe.world.cloudhsmv2.hardwareRoots();
  const wrong = { AwsHardwareRoot: manufacturer, AwsHardwareRootSha256: fingerprint(manufacturer) };
  const deployment = await deployed({ parameters: wrong });
  expect(await deployment.run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'HardwareIdentityRefused',
    message: expect.stringContaining('AwsHardwareCertificate is not signed by the AWS root'),
    remedy: expect.stringContaining('do not sign its CSR'),
  });
  expect(certificatesOf(deployment.world)).toBe(0);
});

test('a deployment without a root fails the run before anybody signs', async () => {
  const deployment = await deployed({ parameters: { ManufacturerHardwareRoot: 'missing', ManufacturerHardwareRootSha256: 'missing' } });
  expect(await deployment.run(withoutKeyStore())).toMatchObject({
    error: 'HardwareRootMissing',
    message: expect.stringContaining('hardware-roots/manufacturer'),
    remedy: expect.stringContaining('deploy again'),
  });
});

test('a root that was exchanged behind the deployment’s back is not trusted', async () => {
  const deployment = await deployed();
  const { manufacturer } = deployment.world.cloudhsmv2.hardwareRoots();
  deployment.world.ssm.putParameter('/cloudhsm-lifecycle/dev/hardware-roots/aws', manufacturer);
  expect(await deployment.run(withoutKeyStore())).toMatchObject({
    error: 'HardwareRootMissing',
    message: expect.stringContaining('AWS_ROOT_SHA256'),
  });
});

test.each([
  { moment: 'while it is signed', operation: 'acm-pca:IssueCertificate' },
  { moment: 'before its certificate is fetched', operation: 'acm-pca:GetCertificate' },
])('a CSR that changes $moment is verified and signed anew', async ({ operation }) => {
  const deployment = await deployed();
  onRequest(deployment.world, operation, () => replaceFirstHsm(deployment.world));
  const run = await deployment.run(withoutKeyStore());
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(run.states.filter((state) => state === 'VerifyHardware')).toHaveLength(2);
});

test('a CSR that never stays the same ends the run after a few tries', async () => {
  const deployment = await deployed();
  for (let change = 0; change < 10; change++)
    onRequest(deployment.world, 'acm-pca:IssueCertificate', () => replaceFirstHsm(deployment.world), change);
  const run = await deployment.run(withoutKeyStore());
  expect(run).toMatchObject({ status: 'FAILED', error: 'CsrChanged', remedy: expect.stringContaining('replaced the first HSM') });
  expect(run.states.filter((state) => state === 'VerifyHardware')).toHaveLength(4);
});

function replaceFirstHsm({ cloudhsmv2 }: World): void {
  const [cluster] = cloudhsmv2.clusters.values();
  cloudhsmv2.failHsm(cluster!.hsms[0]!.eniId);
}

function certificatesOf({ acmPca }: World): number {
  return [...acmPca.authorities.values()].reduce((sum, { issued }) => sum + issued.size, 0);
}

function fingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}
