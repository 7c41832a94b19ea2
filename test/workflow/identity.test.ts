import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AwsPlace } from '../../emulator/cloud.ts';
import { deployed, onEachRequest, onNextRequest, type Run, sharedDeployment } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

const deployment = sharedDeployment();

test('hardware that does not lead to the roots of the deployment is refused before anybody signs', async () => {
  const { manufacturer } = deployment().home.cloudhsmv2.hardwareRoots();
  const wrong = await deployed({ parameters: { AwsHardwareRoot: manufacturer, AwsHardwareRootSha256: fingerprint(manufacturer) } });
  expect(await wrong.run(withoutKeyStore())).toMatchObject({
    status: 'FAILED',
    error: 'HardwareIdentityRefused',
    message: expect.stringContaining('AwsHardwareCertificate is not signed by the AWS root'),
    remedy: expect.stringContaining('do not sign its CSR'),
  });
  expect(certificatesOf(wrong.home)).toBe(0);
});

const parameter = '/cloudhsm-lifecycle/dev/hardware-roots/aws';

/** Puts another root there when the next request of an operation comes, and the right one back after the run. */
async function runWithForeignRoot(name: string, operation?: string): Promise<Run> {
  const { home } = deployment();
  const { aws, manufacturer } = home.cloudhsmv2.hardwareRoots();
  const exchange = () => void home.ssm.putParameter(parameter, manufacturer);
  if (operation) onNextRequest(home, operation, exchange);
  else exchange();
  const run = await deployment().run(withoutKeyStore({ name }));
  home.ssm.putParameter(parameter, aws);
  return run;
}

test('a root that was exchanged behind the deployment’s back is refused before anything is created', async () => {
  expect(await runWithForeignRoot('exchanged')).toMatchObject({
    error: 'InvalidEnvironment',
    message: expect.stringContaining(`deployment.hardwareRoots: ${parameter}: its SHA-256 is not the one that AWS_ROOT_SHA256 pins`),
  });
});

test('a root that is exchanged while the run goes on is not trusted', async () => {
  expect(await runWithForeignRoot('behind', 'cloudhsmv2:CreateHsm')).toMatchObject({
    error: 'HardwareRootMissing',
    message: expect.stringContaining('AWS_ROOT_SHA256'),
    remedy: expect.stringContaining('deploy again'),
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

test('a CSR that never stays the same ends the run after a few tries', async () => {
  const end = onEachRequest(deployment().home, 'acm-pca:IssueCertificate', () => replaceFirstHsm(deployment().home));
  const run = await deployment().run(withoutKeyStore({ name: 'restless' }));
  end();
  expect(run).toMatchObject({ status: 'FAILED', error: 'CsrChanged', message: expect.stringContaining('replaced the first HSM') });
  expect(run.states.filter((state) => state === 'VerifyHardware')).toHaveLength(4);
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
