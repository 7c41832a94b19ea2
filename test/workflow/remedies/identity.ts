import { createHash, X509Certificate } from 'node:crypto';
import type { AwsPlace } from '../../../emulator/cloud.ts';
import { onEachRequest, onNextRequest } from '../deployment.ts';
import { production, withoutKeyStore } from '../environment-file.ts';
import { forgetOnRecord } from '../record.ts';
import type { RemedyCase } from './remedy-case.ts';
import type { Scene } from './scene.ts';

const rootParameter = '/cloudhsm-lifecycle/dev/hardware-roots/aws';
const owner = '999988887777';
const foreign = production.certificateAuthority.arn!.replace('123456789012', owner);
const selfSigned = (name: string) => withoutKeyStore({ name, purpose: 'testing', certificateAuthority: { type: 'self-signed' } });

/** Hardware, CSR, CA and trust anchor are not what they should be. */
export const identityCases: RemedyCase[] = [
  {
    error: 'HardwareRootMissing',
    what: 'a hardware root that is exchanged while the run goes on',
    breaks: ({ home }) =>
      onNextRequest(home, 'cloudhsmv2:CreateHsm', () => void putRoot(home, home.cloudhsmv2.hardwareRoots().manufacturer)),
    problem: /its SHA-256 is not the one that AWS_ROOT_SHA256 pins/,
    remedy: /^download the root as docs\/operations\.md says under "Hardware roots", deploy again, and start the workflow again$/,
    follow: ({ home }) => putRoot(home, home.cloudhsmv2.hardwareRoots().aws),
  },
  {
    error: 'HardwareIdentityRefused',
    what: 'a deployment with a wrong hardware root',
    breaks: ({ home }) => deployRoot(home, home.cloudhsmv2.hardwareRoots().manufacturer),
    problem: /AwsHardwareCertificate is not signed by the AWS root/,
    remedy:
      /^check the two hardware roots of the deployment .*; where one is wrong, deploy the right one and start the workflow again; if both are right, do not sign/,
    follow: ({ home }) => deployRoot(home, home.cloudhsmv2.hardwareRoots().aws),
  },
  {
    error: 'CsrChanged',
    what: 'a first HSM that is replaced again and again',
    fails: async (scene) => {
      const end = onEachRequest(scene.home, 'acm-pca:IssueCertificate', () => {
        scene.home.cloudhsmv2.failHsm(scene.cluster.hsms[0]!.eniId);
      });
      const failed = await scene.run();
      end();
      return failed;
    },
    problem: /it has changed 4 times while it was being signed/,
    remedy: /^start the workflow again later: it verifies and signs the new one$/,
  },
  {
    error: 'CertificateRefused',
    what: 'a CA that gives another certificate',
    breaks: ({ home }) =>
      onNextRequest(home, 'acm-pca:GetCertificate', () => {
        for (const { issued } of home.acmPca.authorities.values()) {
          for (const one of issued.values()) one.certificate = home.cloudhsmv2.hardwareRoots().aws;
        }
      }),
    problem: /its public key is not the CSR's/,
    remedy:
      /^look at the CA's configuration; nothing was initialized, .* when it is mended, after five minutes at the earliest: until then the CA gives/,
    follow: ({ home }) => home.clock.advance(300),
  },
  {
    error: 'TrustAnchorRefused',
    what: 'a secret that is given another root while the run goes on',
    file: withoutKeyStore({ name: 'anchored' }),
    stands: true,
    breaks: (scene) => {
      scene.files.set('root.pem', scene.secret('trust-anchor').secretString!);
      const whenDone = () => Object.assign(scene.secret('trust-anchor'), { secretString: scene.home.cloudhsmv2.hardwareRoots().aws });
      scene.home.faults.inject({ operation: 'cloudhsmv2:DescribeClusters', skip: 1, whenDone });
    },
    problem: /its certificate is not signed by the root /,
    remedy:
      /^write the root that did sign it, as PEM text, into a file root\.pem, put it into the secret \(`aws secretsmanager put-secret-value [^`]+`\) and start/,
  },
  {
    error: 'TrustAnchorRefused',
    what: 'the root of a self-signed CA that is gone from the record, and its secret with it',
    file: selfSigned('self-signed'),
    stands: true,
    breaks: async (scene) => {
      scene.files.set('root.pem', scene.secret('trust-anchor').secretString!);
      scene.home.secretsManager.secrets.delete(scene.secretName('trust-anchor'));
      await forgetOnRecord(scene.home, scene.file.name!, 'signed', 'trustAnchor');
    },
    problem: /the record knows none/,
    remedy:
      /^start the workflow again: a cluster that is not initialized gets another; for one that is, write the root .* make the secret first \(`aws secretsmanager create-secret [^`]+`\)$/,
  },
  {
    error: 'AccessDenied',
    what: 'a CA of another account that is shared for too little',
    file: withoutKeyStore({ name: 'shared', certificateAuthority: { type: 'acm-pca', arn: foreign } }),
    breaks: (scene) => share(scene, ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificateAuthorityCertificate']),
    problem: /^Asking for the certificate \(arn:\S+:999988887777:\S+\): AccessDeniedException: .*acm-pca:IssueCertificate/,
    remedy:
      /^let the account 999988887777 share arn:\S+ by AWS RAM with a permission that allows acm-pca:.*; then start the workflow again$/,
    follow: (scene, { remedy }) => share(scene, remedy.match(/acm-pca:[A-Z]\w+/g)!),
  },
];

function putRoot(home: AwsPlace, pem: string): void {
  home.ssm.putParameter(rootParameter, pem);
}

/** Deploys the stack with a root and its hash. */
function deployRoot(home: AwsPlace, pem: string): void {
  putRoot(home, pem);
  const sha256 = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
  for (const { environment = {} } of home.lambda.functions.values()) if (environment.AWS_ROOT_SHA256) environment.AWS_ROOT_SHA256 = sha256;
}

/** The account of a CA lets this one do these actions with it, and no other. */
function share({ deployment, home }: Scene, actions: string[]): void {
  const { authorities } = deployment.emulator.cloud.at(owner, home.region).acmPca;
  const [any] = home.acmPca.authorities.values();
  const Statement = [{ Effect: 'Allow', Principal: { AWS: home.accountId }, Action: actions, Resource: foreign }];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  authorities.set(foreign, { ...(authorities.get(foreign) ?? { ...any!, arn: foreign, issued: new Map(), tokens: new Map() }), policy });
}
