import {
  ACMPCAClient,
  GetCertificateAuthorityCertificateCommand,
  GetCertificateCommand,
  IssueCertificateCommand,
} from '@aws-sdk/client-acm-pca';
import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeCustomKeyStoresCommand,
  EncryptCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';
import { activate, addHsm, describeCluster, hsm, newCluster } from '../cloudhsmv2/lifecycle.ts';
import { password } from './key-store.ts';

it('a cluster whose CSR the private CA signed takes a key store and its keys', async () => {
  const aws = await localAws();
  const { home } = aws;
  const pca = new ACMPCAClient(connection(aws));
  const kms = new KMSClient(connection(aws));
  const CertificateAuthorityArn = [...home.acmPca.authorities.keys()][0]!;
  const { Certificate: TrustAnchor } = await pca.send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn }));

  const ClusterId = await newCluster(aws);
  await addHsm(aws, ClusterId);
  const { Certificates } = await describeCluster(aws, ClusterId);
  const { CertificateArn } = await pca.send(
    new IssueCertificateCommand({
      CertificateAuthorityArn,
      Csr: Buffer.from(Certificates.ClusterCsr),
      SigningAlgorithm: 'SHA256WITHRSA',
      Validity: { Type: 'YEARS', Value: 9 },
    }),
  );
  await home.clock.idle();
  const { Certificate: SignedCert } = await pca.send(new GetCertificateCommand({ CertificateAuthorityArn, CertificateArn }));
  await hsm(aws, 'InitializeCluster', { ClusterId, SignedCert, TrustAnchor });
  await home.clock.idle();

  const store = {
    CustomKeyStoreName: 'hsm-keys',
    CloudHsmClusterId: ClusterId,
    TrustAnchorCertificate: TrustAnchor,
    KeyStorePassword: password,
  };
  await expect(kms.send(new CreateCustomKeyStoreCommand(store))).rejects.toMatchObject({ name: 'CloudHsmClusterNotActiveException' });
  await activate(aws, ClusterId);
  await addHsm(aws, ClusterId, 1);
  for (const { users } of home.cloudhsmv2.cluster(ClusterId)!.hsms) {
    users.push({ username: 'kmsuser', role: 'crypto-user', password, badLogins: 0, locked: false });
  }
  const { CustomKeyStoreId } = await kms.send(new CreateCustomKeyStoreCommand(store));
  await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  await home.clock.idle();
  const { CustomKeyStores } = await kms.send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreId }));
  expect(CustomKeyStores![0]).toMatchObject({ ConnectionState: 'CONNECTED' });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }));
  const Plaintext = Buffer.from('proof');
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: KeyMetadata!.KeyId, Plaintext }));

  const [first] = home.cloudhsmv2.cluster(ClusterId)!.hsms;
  home.cloudhsmv2.failHsm(first!.eniId);
  await home.clock.idle();
  expect(Buffer.from((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext!)).toEqual(Plaintext);
});
