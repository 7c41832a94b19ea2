import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPrograms } from '../../data-plane/programs.ts';
import { architectureOf, type Instance } from '../../ec2/instance.ts';
import type { SsmNeeds } from '../needs.ts';

/** Folders of a host on this machine: its `/`, and on its PATH what is not as on a real one. */
interface HostFolder {
  root: string;
  programs: string;
  sdk: string;
}

const sources = fileURLToPath(new URL('./programs', import.meta.url));
const published = fileURLToPath(new URL('./published-packages.tsv', import.meta.url));

/**
 * Makes a host's `/`, as far as it is not there: /etc/os-release, and programs that stand for its package manager, for downloads and for
 * what tells its architecture. Everything else is this machine's own.
 */
export function prepareHost(place: SsmNeeds, instance: Instance): HostFolder {
  const root = resolve(instance.declared.root ?? join(place.folder, 'hosts', instance.instanceId));
  const [emulated, sdk] = [join(root, '.emulated'), join(root, 'opt/cloudhsm')];
  const programs = join(emulated, 'programs');
  for (const folder of ['etc', 'tmp', 'root', 'var/lib', '.emulated/programs']) mkdirSync(join(root, folder), { recursive: true });
  const { id, release } = instance.platform;
  writeFileSync(join(root, 'etc/os-release'), `ID=${id}\nVERSION_ID="${release}"\n`);
  const client = join(emulated, 'cloudhsm');
  installPrograms(place, client, sdk);
  const settings = {
    architecture: instance.architecture,
    own: programs,
    published,
    reaches_s3: reachesS3(place, instance) ? 'yes' : 'no',
    tampered: instance.declared.tamperedDownloads ? 'yes' : 'no',
    suffix: suffixOf(instance),
    database: join(root, 'var/lib/packages'),
    emulated: client,
    sdk,
  };
  const debian = id === 'ubuntu';
  const stubs = {
    uname: 'uname',
    curl: 'curl',
    sha256sum: 'sha256sum',
    ...(debian ? { 'apt-get': 'install', 'dpkg-query': 'query' } : { dnf: 'install', rpm: 'query' }),
  };
  for (const [program, source] of Object.entries(stubs)) {
    const variables = Object.entries({ ...settings, program }).map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'\n`);
    writeFileSync(join(programs, program), `#!/bin/sh\n${variables.join('')}. '${join(sources, `${source}.sh`)}'\n`);
    chmodSync(join(programs, program), 0o755);
  }
  return { root, programs, sdk };
}

function reachesS3({ ec2 }: SsmNeeds, { eniId }: Instance): boolean {
  const { subnetId, groupIds } = ec2.networkInterfaces.get(eniId)!;
  return ec2.unreachable([subnetId], groupIds, ['s3']).length === 0;
}

/** What the names of packages for a host end with. */
function suffixOf(instance: Instance): string {
  const { id, release } = instance.platform;
  if (id === 'ubuntu') return `_u${release}_${instance.architecture === 'x86_64' ? 'amd64' : architectureOf(instance)}.deb`;
  return `.${id === 'amzn' ? `amzn${release}` : `el${release.split('.')[0]}`}.${instance.architecture}.rpm`;
}
