import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { deployed, onEachRequest, onNextRequest, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

test('hardware that does not lead to the roots of the deployment is refused before anybody signs', async () => {
  const { manufacturer } = deployment().world.cloudhsmv2.hardwareRoots();
  const wrong = await deployed({ parameters: { AwsHardwareRoot: manufacturer, AwsHardwareRootSha256: fingerprint(manufacturer) } });
  expect(await wrong.run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'HardwareIdentityRefused',
    message: expect.stringContaining('AwsHardwareCertificate is not signed by the AWS root'),
    remedy: expect.stringContaining('do not sign its CSR'),
  });
  expect(certificatesOf(wrong.world)).toBe(0);
});

test('a deployment without a root fails the run before anybody signs', async () => {
  const rootless = await deployed({ parameters: { ManufacturerHardwareRoot: 'missing', ManufacturerHardwareRootSha256: 'missing' } });
  expect(await rootless.run(withoutKeyStore())).toMatchObject({
    error: 'HardwareRootMissing',
    message: expect.stringContaining('hardware-roots/manufacturer'),
    remedy: expect.stringContaining('deploy again'),
  });
  expect(certificatesOf(rootless.world)).toBe(0);
});

test('a root that was exchanged behind the deployment’s back is not trusted', async () => {
  const { ssm, cloudhsmv2 } = deployment().world;
  const { aws, manufacturer } = cloudhsmv2.hardwareRoots();
  const name = '/cloudhsm-lifecycle/dev/hardware-roots/aws';
  ssm.putParameter(name, manufacturer);
  expect(await deployment().run(withoutKeyStore({ name: 'exchanged' }))).toMatchObject({
    error: 'HardwareRootMissing',
    message: expect.stringContaining('AWS_ROOT_SHA256'),
  });
  ssm.putParameter(name, aws);
});

test.each([
  { moment: 'while it is signed', operation: 'acm-pca:IssueCertificate' },
  { moment: 'before its certificate is fetched', operation: 'acm-pca:GetCertificate' },
])('a CSR that changes $moment is verified and signed anew', async ({ operation }) => {
  onNextRequest(deployment().world, operation, () => replaceFirstHsm(deployment().world));
  const run = await deployment().run(withoutKeyStore({ name: operation.slice(8).toLowerCase() }));
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(run.states.filter((state) => state === 'VerifyHardware')).toHaveLength(2);
});

test('a CSR that never stays the same ends the run after a few tries', async () => {
  const end = onEachRequest(deployment().world, 'acm-pca:IssueCertificate', () => replaceFirstHsm(deployment().world));
  const run = await deployment().run(withoutKeyStore({ name: 'restless' }));
  end();
  expect(run).toMatchObject({ status: 'FAILED', error: 'CsrChanged', message: expect.stringContaining('replaced the first HSM') });
  expect(run.states.filter((state) => state === 'VerifyHardware')).toHaveLength(4);
});

function replaceFirstHsm({ cloudhsmv2 }: World): void {
  const cluster = [...cloudhsmv2.clusters.values()].at(-1);
  cloudhsmv2.failHsm(cluster!.hsms[0]!.eniId);
}

function certificatesOf({ acmPca }: World): number {
  return [...acmPca.authorities.values()].reduce((sum, { issued }) => sum + issued.size, 0);
}

function fingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}
