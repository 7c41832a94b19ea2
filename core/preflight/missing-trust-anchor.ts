import { X509Certificate } from 'node:crypto';
import { readableRoot } from '../certificate-authority/readable-root.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { isThere } from '../credentials/is-there.ts';
import { makingSecret } from '../credentials/secret-commands.ts';
import { secretName, trustAnchorName } from '../credentials/secret-name.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';

/** Where a cluster has its certificate, the root that signed it is kept in a secret, or has to be that of the file's CA. */
export async function missingTrustAnchor({ clusterId, certificates }: Cluster, environment: Environment): Promise<Problem[]> {
  const secret = secretName(environment.name, trustAnchorName);
  if (await isThere(secret)) return [];
  const { type, arn } = environment.certificateAuthority;
  const root = type === 'acm-pca' && arn ? await readableRoot(arn) : undefined;
  if (root && certificates.cluster && new X509Certificate(certificates.cluster).verify(root.publicKey)) return [];
  const why =
    type === 'acm-pca' && !root
      ? `the root of the CA of the file cannot be read, which may have signed the certificate of ${clusterId}`
      : `the CA of the file has not signed the certificate of ${clusterId}`;
  const remedy = `write that root, the customerCA.crt of its clients, into a file root.pem and make it (\`${makingSecret(environment.name, secret, 'root.pem')}\`)`;
  return [{ path: 'certificateAuthority', problem: `${why}, and there is no secret ${secret} with the root that has`, remedy }];
}
