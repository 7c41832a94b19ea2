import { readableRoot } from '../certificate-authority/readable-root.ts';
import { isThere } from '../credentials/is-there.ts';
import { makingSecret } from '../credentials/secret-commands.ts';
import { secretName, trustAnchorName } from '../credentials/secret-name.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/**
 * A cluster that is made from a backup has its users and its certificate: nobody can make up the password of its admin, nor the root that
 * signed, once it stands and is billed. What is made beside its environment gets copies of both.
 */
export async function checkKeptForBackup(
  { name, cluster, certificateAuthority }: Environment,
  { own, changes, adopts }: Facts,
): Promise<Findings> {
  if (!cluster || adopts || changes.of || (own && !changes.replace)) return nothing;
  const backup = cluster.sourceBackupId;
  const admin = `write {"username":"admin","password":"…"} with the password of its date into a file admin.json and make it`;
  const root = 'write that root, the customerCA.crt of its clients, into a file root.pem and make it';
  const found = [
    ...(await missing(name, 'admin', { path: 'name', what: `the password of admin in ${backup}`, file: 'admin.json', making: admin })),
    ...(await missing(name, trustAnchorName, {
      path: 'certificateAuthority',
      what: `the root that signed the certificate in ${backup}`,
      file: 'root.pem',
      making: root,
      unless: () => hasReadableRoot(certificateAuthority),
    })),
  ];
  return refused(...found);
}

/** A CA of ACM PCA may be gone once it has signed. */
async function hasReadableRoot({ type, arn }: Environment['certificateAuthority']): Promise<boolean> {
  return type === 'acm-pca' && arn !== undefined && (await readableRoot(arn)) !== undefined;
}

interface Wanted {
  path: string;
  what: string;
  file: string;
  making: string;
  /** Whether it can be made without people. */
  unless?: () => Promise<boolean>;
}

async function missing(environment: string, of: string, { path, what, file, making, unless }: Wanted): Promise<Problem[]> {
  const secret = secretName(environment, of);
  if ((await isThere(secret)) || (await unless?.())) return [];
  const problem = `there is no secret ${secret} with ${what}`;
  return [{ path, problem, remedy: `${making} (\`${makingSecret(environment, secret, file)}\`)` }];
}
