import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/verify-hardware.ts';
import { cloudhsm, ssm } from '../aws.ts';
import { certify, fingerprint, hardware } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { context } from '../lambda-context.ts';

const event = { clusterId };
let genuine: Awaited<ReturnType<typeof hardware>>;

beforeAll(async () => {
  genuine = await hardware();
});

beforeEach(() => {
  cloudhsm.reset();
  ssm.reset();
  Object.assign(process.env, {
    AWS_ROOT_PARAMETER: '/roots/aws',
    AWS_ROOT_SHA256: fingerprint(genuine.awsRoot),
    MANUFACTURER_ROOT_PARAMETER: '/roots/manufacturer',
    MANUFACTURER_ROOT_SHA256: fingerprint(genuine.manufacturerRoot),
  });
  rootsAre(genuine.awsRoot, genuine.manufacturerRoot);
  cloudhsm.on(DescribeClustersCommand).resolves({
    Clusters: [
      describedCluster({
        State: 'UNINITIALIZED',
        Certificates: {
          ClusterCsr: genuine.csr,
          HsmCertificate: genuine.hsm,
          AwsHardwareCertificate: genuine.awsHardware,
          ManufacturerHardwareCertificate: genuine.manufacturerHardware,
        },
      }),
    ],
  });
});

function rootsAre(aws: string, manufacturer: string): void {
  ssm.on(GetParametersCommand).resolves({
    Parameters: [
      { Name: '/roots/manufacturer', Value: manufacturer },
      { Name: '/roots/aws', Value: aws },
    ],
  });
}

test('proves genuine hardware and names the CSR that may be signed', async () => {
  expect(await handler(event, context)).toEqual({
    csrSha256: fingerprint(genuine.csr),
    hsmSerial: expect.any(String),
    awsRootSha256: fingerprint(genuine.awsRoot),
    manufacturerRootSha256: fingerprint(genuine.manufacturerRoot),
  });
  expect(ssm.commandCalls(GetParametersCommand)[0]!.args[0].input).toEqual({ Names: ['/roots/aws', '/roots/manufacturer'] });
});

test('takes the pinned hash as openssl prints it', async () => {
  process.env.AWS_ROOT_SHA256 = fingerprint(genuine.awsRoot).toUpperCase().match(/../g)!.join(':');

  expect(await handler(event, context)).toMatchObject({ awsRootSha256: fingerprint(genuine.awsRoot) });
});

test('refuses a root that is not the pinned one, though hardware leads to it', async () => {
  process.env.AWS_ROOT_SHA256 = fingerprint(genuine.manufacturerRoot);

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'HardwareRootMissing',
    details: {
      to: '/roots/aws',
      problem: 'its SHA-256 is not the one that AWS_ROOT_SHA256 pins',
      remedy: expect.stringContaining('download'),
    },
  });
});

test.each([
  ['an empty parameter', ''],
  ['a placeholder', 'none'],
])('says that there is no root in %s', async (_, value) => {
  rootsAre(genuine.awsRoot, value);

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'HardwareRootMissing',
    details: { to: '/roots/manufacturer', problem: 'it holds no certificate' },
  });
});

test('refuses hardware that leads to other roots', async () => {
  const impostor = await certify({ owner: 'hardware', by: 'somebody' });
  cloudhsm.on(DescribeClustersCommand).resolves({
    Clusters: [
      describedCluster({
        Certificates: {
          ClusterCsr: genuine.csr,
          HsmCertificate: genuine.hsm,
          AwsHardwareCertificate: impostor,
          ManufacturerHardwareCertificate: genuine.manufacturerHardware,
        },
      }),
    ],
  });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'HardwareIdentityRefused',
    details: { to: clusterId, problem: 'AwsHardwareCertificate is not signed by the AWS root' },
  });
});

test('takes missing certificates for a first HSM that is being replaced', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });

  await expect(handler(event, context)).rejects.toMatchObject({
    name: 'CsrChanged',
    details: { problem: 'it is gone: CloudHSM has replaced the first HSM' },
  });
});

test.each(['ClusterCsr', 'HsmCertificate', 'AwsHardwareCertificate', 'ManufacturerHardwareCertificate'])(
  'proves nothing without %s',
  async (missing) => {
    const { csr: ClusterCsr, hsm: HsmCertificate, awsHardware: AwsHardwareCertificate, manufacturerHardware } = genuine;
    const all = { ClusterCsr, HsmCertificate, AwsHardwareCertificate, ManufacturerHardwareCertificate: manufacturerHardware };
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Certificates: { ...all, [missing]: undefined } })] });

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'CsrChanged' });
  },
);
