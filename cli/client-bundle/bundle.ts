import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { availabilityCheck } from '../../core/clients/client-settings.ts';
import { activeHsms } from '../../core/cloudhsm/active-hsms.ts';
import { lookForCluster } from '../../core/cloudhsm/environment-cluster.ts';
import { readSecretText } from '../../core/credentials/read-password.ts';
import { readRecord } from '../../core/record/file.ts';
import { takeSettings } from '../deployment.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { print, printDocument } from '../output.ts';
import { openTarget } from '../target.ts';
import { whole } from '../text/wrap.ts';
import { clientSdkTable, knownVersions } from './table.ts';

export interface BundleOptions {
  region?: string;
  stage: string;
  json?: true;
  out: string;
  clientVersion?: string;
  unverified?: true;
}

/** Writes what a host needs that people configure themselves. */
export async function clientBundle(environment: string, options: BundleOptions): Promise<void> {
  const table = clientSdkTable();
  const version = checkedVersion(table, options);
  checkFolder(options.out);
  const target = await openTarget(options);
  try {
    await takeSettings(target);
    const record = await readRecord(environment);
    const cluster = await lookForCluster(environment, record.clusterId);
    const remedy = `${whole(`npx hsm list${target.again}`)} shows what there is`;
    if (!cluster)
      throw new CommandError(`the environment ${environment} has no cluster`, exitCodes.badInput, 'NoSuchEnvironment', { remedy });
    if (!record.trustAnchor)
      throw new CommandError(`the record of ${environment} knows no trust anchor`, exitCodes.badInput, 'NotFound', {
        remedy: 'provision it',
      });
    const addresses = activeHsms(cluster).map(({ ip }) => ip);
    if (addresses.length === 0) {
      throw new CommandError(`${environment} has no ACTIVE HSM`, exitCodes.failed, 'HsmUnreachable', {
        remedy: `${whole(`npx hsm describe ${environment}${target.again}`)} shows why`,
      });
    }
    const host: Host = {
      environment,
      version,
      unverified: options.unverified ?? false,
      clusterId: cluster.clusterId,
      region: target.region,
      addresses,
      hsmsAsked: record.environment?.hsmCount,
      securityGroupId: cluster.securityGroupId,
    };
    const files = { ...bundleFiles(host), 'customerCA.crt': await readSecretText(record.trustAnchor.secretArn), 'client-sdk.tsv': table };
    makeFolder(resolve(options.out));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(options.out, name), text);
    chmodSync(join(options.out, 'configure-host.sh'), 0o755);
    if (options.json) printDocument({ environment, folder: options.out, files: Object.keys(files).toSorted(), version });
    else print(`${options.out} holds what a host needs: copy it there and run sudo ./configure-host.sh`);
  } finally {
    await target.close();
  }
}

interface Host {
  environment: string;
  version: string;
  unverified: boolean;
  clusterId: string;
  region: string;
  addresses: string[];
  /** Undefined where the file on record cannot be read. */
  hsmsAsked?: number | undefined;
  securityGroupId: string;
}

export function bundleFiles(host: Host): Record<string, string> {
  const { version, unverified, clusterId, region, addresses, hsmsAsked } = host;
  const settings = {
    VERSION: version,
    CLUSTER_ID: clusterId,
    REGION: region,
    ADDRESSES: addresses.join(' '),
    AVAILABILITY_CHECK: availabilityCheck(addresses.length, hsmsAsked),
    UNVERIFIED: unverified ? 'yes' : 'no',
  };
  return {
    'configure-host.sh': readFileSync(new URL('./configure-host.sh', import.meta.url), 'utf8'),
    settings: Object.entries(settings)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
    'README.md': readme(host),
    Dockerfile: dockerfile(),
  };
}

function readme({ environment, version, clusterId, securityGroupId, addresses }: Host): string {
  return `# A client of ${environment}

Copies Client SDK ${version} for ${clusterId} to a host: Amazon Linux 2023, EL 8 to 10, Ubuntu 22.04, 24.04 or 26.04, on x86_64 or arm64.

1. Give the host the security group ${securityGroupId}: the HSMs listen to its members only.
2. Let it download from https://s3.amazonaws.com/cloudhsmv2-software. Where its role may call cloudhsm:DescribeClusters, the HSMs are found
   by the cluster's id; otherwise by the addresses of today: ${addresses.join(', ')}.
3. As root: \`./configure-host.sh\`. Run it again after a change of the HSMs, with a new bundle; what is the same stays.

No password is in here. Applications log in as a crypto user, with \`user:password\` as PIN, over
/opt/cloudhsm/lib/libcloudhsm_pkcs11.so. In a container, take the lines of Dockerfile.
`;
}

function dockerfile(): string {
  return `# The client in an image of Amazon Linux 2023, EL or Ubuntu: the HSMs are proven when the container runs, not when it is built.
COPY settings customerCA.crt client-sdk.tsv configure-host.sh /opt/cloudhsm-client/
RUN if command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates curl; fi && \\
    HOST_PROOF=no /opt/cloudhsm-client/configure-host.sh && \\
    /opt/cloudhsm/bin/configure-pkcs11 --log-type term && \\
    /opt/cloudhsm/bin/configure-cli --log-type term && \\
    rm -rf /var/lib/apt/lists/*
`;
}

/** @throws CommandError for a version whose packages nobody could check */
function checkedVersion(table: string, { clientVersion: asked, unverified }: Pick<BundleOptions, 'clientVersion' | 'unverified'>): string {
  const known = knownVersions(table);
  const version = asked ?? known.at(-1)!;
  if (known.includes(version) || unverified) return version;
  const remedy = `take ${known.join(' or ')}, or add the SHA-256 that AWS publishes to tasks/hsm-users/client-sdk.tsv, or take it as it comes with --unverified`;
  throw new BadOption(`no SHA-256 is known of Client SDK ${version}`, { remedy });
}

/** @throws CommandError where the folder holds something else */
function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new BadOption(`${folder} is no folder`, { remedy: 'name a folder with -o' });
  if (readdirSync(folder).every((name) => ours.has(name))) return;
  throw new BadOption(`${folder} holds other files`, { remedy: 'name a new folder with -o' });
}

/**
 * Makes a folder, and those that it is in. One by one: Node never comes back where a file system lets none be made, as /proc.
 *
 * @throws CommandError
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    const remedy = 'name a folder with -o where you may make one';
    throw new BadOption(`${folder} cannot be made (${(error as Error).message})`, { remedy, cause: error });
  }
}

const ours = new Set(['configure-host.sh', 'settings', 'README.md', 'Dockerfile', 'customerCA.crt', 'client-sdk.tsv']);
