import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certify } from '../unit/certificates.ts';
import { activate, hsm, signed } from '../workflow/approvals.ts';
import type { Rig } from './rig.ts';

let root: Promise<string> | undefined;

/** An external CA signs the CSR as the cluster has it; where it has none any more, what people bring is of no use, and the run hears of it. */
export async function signCsr(rig: Rig, environment: string): Promise<boolean> {
  if (!rig.waits('provision')) return false;
  const csr = rig.clusters(environment)[0]?.certificates.clusterCsr;
  root ??= certify({ owner: 'organisation' });
  await approve(rig, environment, '--certificate', (csr ? await signed(csr, 'organisation') : '') + (await root));
  return true;
}

/** People activate the cluster with the password of its secret; where no HSM of it works any more, the run hears of it. */
export async function activateCluster(rig: Rig, environment: string): Promise<boolean> {
  const [cluster] = rig.clusters(environment);
  if (!rig.waits('provision') || !cluster) return false;
  const secret = [...rig.home.secretsManager.existing(`cloudhsm-lifecycle/dev/${environment}/admin`).versions.values()][0]!;
  const works = cluster.hsms.some(({ state }) => state === 'ACTIVE');
  if (works && !cluster.activated) await activate(rig, (JSON.parse(secret.secretString!) as { password: string }).password);
  await approve(rig, environment, '--activated');
  return true;
}

/** The admins of a quorum set the passwords that are staged. */
export async function setStagedPasswords(rig: Rig, environment: string): Promise<boolean> {
  if (!rig.waits('rotate')) return false;
  for (const { name, versions } of rig.home.secretsManager.secrets.values()) {
    const staged = [...versions.values()].find(({ stages }) => stages.has('AWSPENDING'));
    if (!staged || !name.includes(`/${environment}/`)) continue;
    const { username, password } = JSON.parse(staged.secretString!) as { username: string; password: string };
    for (const user of rig.clusters(environment).flatMap(({ hsms }) => hsms.flatMap(({ users }) => users)))
      if (user.username === username) user.password = password;
  }
  const signatures = ['admin', 'admin_2'].map((username) => ({ username, role: 'admin', signature: 'c2lnbmVk' }));
  await approve(rig, environment, '--token', JSON.stringify({ version: '2.0', service: 'user-management', signatures }));
  return true;
}

/** Brings what is approved in a file, where it is one. */
async function approve(rig: Rig, environment: string, option: string, text?: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const file = join(folder, 'approved');
  try {
    if (text !== undefined) writeFileSync(file, text);
    await hsm(rig, 'approve', environment, option, ...(text === undefined ? [] : [file]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
