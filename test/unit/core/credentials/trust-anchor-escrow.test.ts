import { GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { certificateAuthorityOf } from '../../../../core/certificate-authority/named-authority.ts';
import { creationToken } from '../../../../core/credentials/creation-token.ts';
import { escrowTrustAnchor } from '../../../../core/credentials/trust-anchor-escrow.ts';
import { pca, secretsManager } from '../../aws.ts';
import { certify, fingerprint } from '../../certificates.ts';
import { clusterId } from '../../clusters.ts';
import { environment } from '../../environments.ts';
import { execution, now, otherExecution } from '../../executions.ts';
import { rejection } from '../../service-errors.ts';

const name = 'cloudhsm-lifecycle/dev/production/trust-anchor';
let root: string;
let kept: string;
let signed: string;

const by = { holder: execution, now };

const creates = () => secretsManager.commandCalls(CreateSecretCommand).map(({ args }) => args[0].input);

beforeAll(async () => {
  [root, kept, signed] = await Promise.all([
    certify({ owner: 'organisation' }),
    certify({ owner: 'organisation', to: '2040-01-01T00:00:00Z' }),
    certify({ owner: 'HSM', by: 'organisation', ca: false }),
  ]);
});

/** A cluster with this certificate. */
const cluster = (certificate: string | undefined = signed) => ({ clusterId, certificates: { ...noCertificates, cluster: certificate } });
const noCertificates = { csr: undefined, hsm: undefined, awsHardware: undefined, manufacturerHardware: undefined };

const rootOfCa = () => certificateAuthorityOf(environment()).trustAnchor();

beforeEach(() => {
  pca.reset();
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: root });
  secretsManager.reset();
  secretsManager.on(DescribeSecretCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: { httpStatusCode: 400 } }));
  secretsManager.on(CreateSecretCommand).resolves({ ARN: 'arn:secret' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kept' }).resolves({ SecretString: kept });
});

test('keeps the root beside the passwords, tagged as they are, and tells where it is and what it is', async () => {
  expect(await escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).toEqual({
    secretArn: 'arn:secret',
    sha256: fingerprint(root),
    created: true,
  });
  expect(creates()).toEqual([
    {
      Name: name,
      ClientRequestToken: creationToken(execution, name),
      Description: 'Trust anchor of the CloudHSM environment production',
      SecretString: root,
      Tags: [
        { Key: 'cloudhsm-lifecycle:environment', Value: 'production' },
        { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
      ],
    },
  ]);
});

test.each([
  ['made in an earlier try', execution, true],
  ["made in another's run", otherExecution, false],
])('leaves one that was %s, says whose it is, and gives the hash of what is kept', async (_, run, created) => {
  secretsManager
    .on(DescribeSecretCommand, { SecretId: name })
    .resolves({ ARN: 'arn:kept', VersionIdsToStages: { [creationToken(run, name)]: ['AWSCURRENT'] } });

  expect(await escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).toEqual({
    secretArn: 'arn:kept',
    sha256: fingerprint(kept),
    created,
  });
  expect(creates()).toEqual([]);
});

test('does not make another while one waits for its deletion', async () => {
  secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:kept', DeletedDate: new Date('2026-01-01T00:00:00Z') });

  await expect(escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).rejects.toMatchObject({
    details: { to: name, remedy: expect.stringContaining(`aws secretsmanager restore-secret --secret-id ${name}`) },
  });
  expect(creates()).toEqual([]);
});

test('one that Secrets Manager has and does not show yet is looked for again', async () => {
  secretsManager.on(CreateSecretCommand).rejects(new ResourceExistsException({ message: 'exists', $metadata: { httpStatusCode: 400 } }));

  await expect(escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { to: name },
  });
});

test('passes on what Secrets Manager refuses', async () => {
  const error = rejection('LimitExceededException');
  secretsManager.on(CreateSecretCommand).rejects(error);

  await expect(escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).rejects.toBe(error);
});

test.each([
  ['is no certificate', () => 'root', /no certificate in PEM/],
  ["did not sign the cluster's certificate", () => certify({ owner: 'another' }), /is not signed by the root .*another/],
])('keeps no root that %s, and says where to put the right one', async (_, given, problem) => {
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: await given() });

  await expect(escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).rejects.toMatchObject({
    name: 'TrustAnchorRefused',
    details: { to: clusterId, problem: expect.stringMatching(problem), remedy: expect.stringContaining(`create-secret --name ${name}`) },
  });
  expect(creates()).toEqual([]);
});

test('takes no root that somebody has put there and that did not sign', async () => {
  secretsManager.on(DescribeSecretCommand, { SecretId: name }).resolves({ ARN: 'arn:kept' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kept' }).resolves({ SecretString: await certify({ owner: 'another' }) });

  await expect(escrowTrustAnchor(cluster(), environment(), rootOfCa, by)).rejects.toMatchObject({ name: 'TrustAnchorRefused' });
});

test('asks the CA for nothing once its root is kept', async () => {
  secretsManager.on(DescribeSecretCommand, { SecretId: name }).resolves({ ARN: 'arn:kept' });

  await escrowTrustAnchor(cluster(), environment(), rootOfCa, by);
  expect(pca.calls()).toHaveLength(0);
});

/** The root of a cluster of before is kept, and Secrets Manager knows it as the current version. */
const keptIs = (pem: string) => {
  secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:kept', VersionIdsToStages: { before: ['AWSCURRENT'] } });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:kept' }).resolves({ SecretString: pem });
};
const puts = () => secretsManager.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input);
const selfSigned = () => environment({ certificateAuthority: { type: 'self-signed' }, purpose: 'testing' });
const fromCa = async () => root;

test('a self-signed root of a cluster of before gives way to that of the new one, and keeps a label with the time', async () => {
  keptIs(await certify({ owner: 'somebody' }));

  expect(await escrowTrustAnchor(cluster(), selfSigned(), fromCa, by)).toEqual({
    secretArn: 'arn:kept',
    sha256: fingerprint(root),
    created: false,
  });

  const token = creationToken(execution, `${name} ${root}`);
  expect(puts()).toMatchObject([{ SecretId: 'arn:kept', ClientRequestToken: token, SecretString: root }]);
  const moved = secretsManager.commandCalls(UpdateSecretVersionStageCommand).map(({ args }) => args[0].input);
  expect(moved).toEqual([
    { SecretId: 'arn:kept', VersionStage: `until-${now.replaceAll(/[-:]/g, '')}`, MoveToVersionId: 'before' },
    { SecretId: 'arn:kept', VersionStage: 'AWSCURRENT', RemoveFromVersionId: 'before', MoveToVersionId: token },
  ]);
});

test.each([
  ['what somebody has spoilt', async () => 'spoilt'],
  ['nothing', async () => ''],
])('so does %s in its place', async (_, text) => {
  keptIs(await text());

  expect(await escrowTrustAnchor(cluster(), selfSigned(), fromCa, by)).toMatchObject({ sha256: fingerprint(root) });
  expect(puts()).toHaveLength(1);
});

test("a self-signed root that has signed the cluster's certificate stays, and no other is asked for", async () => {
  keptIs(kept);

  const asked = () => Promise.reject(new Error('asked'));
  expect(await escrowTrustAnchor(cluster(), selfSigned(), asked, by)).toMatchObject({ sha256: fingerprint(kept) });
  expect(puts()).toEqual([]);
});

test('no root takes the place of the one that is kept unless it has signed', async () => {
  keptIs(await certify({ owner: 'somebody' }));

  const another = () => certify({ owner: 'another' });
  await expect(escrowTrustAnchor(cluster(), selfSigned(), another, by)).rejects.toMatchObject({
    name: 'TrustAnchorRefused',
    details: { problem: expect.stringContaining('CN=another'), remedy: expect.stringContaining(`put-secret-value --secret-id ${name}`) },
  });
  expect(puts()).toEqual([]);
});

test('a root of a CA that can be asked again is never replaced by itself: clients trust the one that is kept', async () => {
  keptIs(await certify({ owner: 'somebody' }));

  await expect(escrowTrustAnchor(cluster(), environment(), fromCa, by)).rejects.toMatchObject({ name: 'TrustAnchorRefused' });
  expect(puts()).toEqual([]);
});
