import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AwsPlace } from '../../emulator/cloud.ts';
import { deployed, onNextRequest, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

test('hardware that does not lead to the roots of the deployment is refused before anybody signs', async () => {
  const { manufacturer } = deployment().home.cloudhsmv2.hardwareRoots();
  const wrong = await deployed({ parameters: { AwsHardwareRoot: manufacturer, AwsHardwareRootSha256: fingerprint(manufacturer) } });
  expect(await wrong.run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'HardwareIdentityRefused',
    message: expect.stringContaining('AwsHardwareCertificate is not signed by the AWS root'),
    remedy: expect.stringContaining('do not sign the CSR'),
  });
  expect(certificatesOf(wrong.home)).toBe(0);
});

test('a root that was exchanged behind the deployment’s back is refused before anything is created', async () => {
  const { cloudhsmv2, ssm } = deployment().home;
  const { aws, manufacturer } = cloudhsmv2.hardwareRoots();
  const parameter = '/cloudhsm-lifecycle/dev/hardware-roots/aws';
  ssm.putParameter(parameter, manufacturer);
  const run = await deployment().run(withoutKeyStore({ name: 'exchanged' }));
  ssm.putParameter(parameter, aws);
  expect(run).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining(`deployment.hardwareRoots: ${parameter}: its SHA-256 is not the one that AWS_ROOT_SHA256 pins`),
  });
});

test.each([
  { moment: 'while it is signed', operation: 'acm-pca:IssueCertificate' },
  { moment: 'before its certificate is fetched', operation: 'acm-pca:GetCertificate' },
])('a CSR that changes $moment is verified and signed anew', async ({ operation }) => {
  onNextRequest(deployment().home, operation, () => replaceFirstHsm(deployment().home));
  const run = await deployment().run(withoutKeyStore({ name: operation.slice(8).toLowerCase() }));
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: { cluster: { state: 'ACTIVE' } } });
  expect(run.states.filter((state) => state === 'VerifyHardware')).toHaveLength(2);
});

function replaceFirstHsm({ cloudhsmv2 }: AwsPlace): void {
  const cluster = [...cloudhsmv2.clusters.values()].at(-1);
  cloudhsmv2.failHsm(cluster!.hsms[0]!.eniId);
}

function certificatesOf({ acmPca }: AwsPlace): number {
  return [...acmPca.authorities.values()].reduce((sum, { issued }) => sum + issued.size, 0);
}

function fingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}
