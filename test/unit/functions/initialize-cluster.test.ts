import { GetCertificateAuthorityCertificateCommand, GetCertificateCommand, RequestInProgressException } from '@aws-sdk/client-acm-pca';
import { CloudHsmInvalidRequestException, DescribeClustersCommand, InitializeClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/initialize-cluster.ts';
import { cloudhsm, pca } from '../aws.ts';
import { csrOf, fingerprint } from '../certificates.ts';
import { clusterId, describedCluster } from '../clusters.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { connectionCut } from '../service-errors.ts';

let csr: string;

beforeAll(async () => {
  csr = await csrOf('HSM');
});

beforeEach(() => {
  cloudhsm.reset();
  pca.reset();
  emptyRecord();
  fileOnRecord();
  leaseHeldBy(execution);
  pca.on(GetCertificateCommand).resolves({ Certificate: 'certificate' });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: 'root' });
  uninitializedWith(csr);
  cloudhsm.on(InitializeClusterCommand).resolves({ State: 'INITIALIZE_IN_PROGRESS' });
});

function uninitializedWith(ClusterCsr: string): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', Certificates: { ClusterCsr } })] });
}

const event = () => ({ environment: 'production', lease, clusterId, csrSha256: fingerprint(csr), certificate: 'certificate-arn' });

test('initializes with the certificate and the root that signed it', async () => {
  expect(await handler(event(), context)).toEqual({});
  expect(cloudhsm.commandCalls(InitializeClusterCommand).map(({ args }) => args[0].input)).toEqual([
    { ClusterId: clusterId, SignedCert: 'certificate', TrustAnchor: 'root' },
  ]);
});

test('compares the CSR right before, as the last look of all', async () => {
  await handler(event(), context);

  const initialization = cloudhsm.commandCalls(InitializeClusterCommand)[0]!;
  const lastLook = cloudhsm.commandCalls(DescribeClustersCommand).at(-1)!;
  expect(lastLook.calledAfter(pca.commandCalls(GetCertificateCommand)[0]!)).toBe(true);
  expect(lastLook.calledBefore(initialization)).toBe(true);
});

test('does not initialize a cluster whose CSR is another by now', async () => {
  uninitializedWith(await csrOf('another HSM'));

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'CsrChanged' });
  expect(cloudhsm.commandCalls(InitializeClusterCommand)).toHaveLength(0);
});

test('does not initialize once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(cloudhsm.commandCalls(InitializeClusterCommand)).toHaveLength(0);
});

test.each([['INITIALIZE_IN_PROGRESS'], ['INITIALIZED'], ['ACTIVE']] as const)(
  'leaves a cluster that is %s already: a lost response must not initialize it twice',
  async (State) => {
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State })] });

    expect(await handler(event(), context)).toEqual({});
    expect(cloudhsm.commandCalls(InitializeClusterCommand)).toHaveLength(0);
    expect(pca.calls()).toHaveLength(0);
  },
);

test('leaves a cluster that carries its certificate, in whatever state it is', async () => {
  const changed = describedCluster({ State: 'MODIFY_IN_PROGRESS' as 'ACTIVE', Certificates: { ClusterCertificate: 'PEM' } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [changed] });

  expect(await handler(event(), context)).toEqual({});
  expect(cloudhsm.commandCalls(InitializeClusterCommand)).toHaveLength(0);
});

test('has the step tried again while CloudHSM is at work on the cluster', async () => {
  const busy = describedCluster({ State: 'MODIFY_IN_PROGRESS' as 'ACTIVE', Certificates: { ClusterCsr: csr } });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [busy] });

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'ClusterBusy', details: { doing: 'initializing the cluster' } });
  expect(cloudhsm.commandCalls(InitializeClusterCommand)).toHaveLength(0);
});

test('initializes no cluster that has failed, be its CSR there or gone', async () => {
  for (const ClusterCsr of [csr, undefined]) {
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'DEGRADED', Certificates: { ClusterCsr } })] });

    await expect(handler(event(), context)).rejects.toMatchObject({ name: 'ClusterDegraded' });
  }
});

test('a certificate that the CA does not show any more is looked for again', async () => {
  pca.on(GetCertificateCommand).rejects(new RequestInProgressException({ message: 'in progress', $metadata: { httpStatusCode: 400 } }));

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'certificate-arn' } });
  expect(cloudhsm.commandCalls(InitializeClusterCommand)).toHaveLength(0);
});

/** CloudHSM refuses, because an earlier try whose answer was lost has brought the cluster to this state. */
function claimedBefore(State: 'INITIALIZE_IN_PROGRESS' | 'INITIALIZED'): void {
  cloudhsm.on(InitializeClusterCommand).callsFake(() => {
    cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State })] });
    throw new CloudHsmInvalidRequestException({ message: 'not in a valid state', $metadata: { httpStatusCode: 400 } });
  });
}

test('a refusal of a cluster that a lost try has claimed is a success', async () => {
  claimedBefore('INITIALIZED');

  expect(await handler(event(), context)).toEqual({});
});

test('where a lost try is still at it, the step is tried again and has nothing to do', async () => {
  claimedBefore('INITIALIZE_IN_PROGRESS');

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'ClusterBusy' });
  expect(await handler(event(), context)).toEqual({});
});

test('has a cut connection tried again', async () => {
  cloudhsm.on(InitializeClusterCommand).rejects(connectionCut());

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test('a refusal because the CSR changed in the last moment is told as that', async () => {
  const another = await csrOf('another HSM');
  cloudhsm.on(InitializeClusterCommand).callsFake(() => {
    uninitializedWith(another);
    throw new CloudHsmInvalidRequestException({ message: 'does not match', $metadata: { httpStatusCode: 400 } });
  });

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'CsrChanged' });
});

test('a refusal of the same CSR is final', async () => {
  cloudhsm
    .on(InitializeClusterCommand)
    .rejects(new CloudHsmInvalidRequestException({ message: 'bad', $metadata: { httpStatusCode: 400 } }));

  await expect(handler(event(), context)).rejects.toMatchObject({ name: 'RequestRejected' });
});
