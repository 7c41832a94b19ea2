import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished, type TestContext } from 'vitest';
import { ConnectionCut } from '../../../emulator/kernel/faults.ts';
import { needs, tool } from '../../foreign-tools/tool.ts';
import { bundleOf } from './bundle-of.ts';
import { reachedCluster } from './in-library.ts';

const shellcheck = tool('shellcheck', 'shellcheck', 'shellcheck', '--version');
const published = 'the package as AWS publishes it';
const platforms = [
  ['amzn', '2023', 'al2023', 'x86_64', 'rpm'],
  ['rocky', '9.4', 'el9', 'aarch64', 'rpm'],
  ['ubuntu', '24.04', 'u24.04', 'x86_64', 'deb'],
] as const;

/** A host's root folder, on whose PATH package manager, download and machine are stubs; the CloudHSM programs are the emulator's. */
async function host(context: TestContext, [id, release, platform, machine]: readonly string[] = platforms[0]) {
  const { aws, cluster } = await reachedCluster(context);
  const folder = mkdtempSync(join(tmpdir(), 'host-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [root, stubs, bundle] = ['root', 'stubs', 'bundle'].map((name) => join(folder, name)) as [string, string, string];
  for (const one of [join(root, 'etc'), stubs, bundle]) mkdirSync(one, { recursive: true });
  writeFileSync(join(root, 'etc/os-release'), `ID=${id}\nVERSION_ID="${release}"\n`);
  const bin = join(root, 'opt/cloudhsm/bin');
  const stub = (name: string, body: string) => {
    writeFileSync(join(stubs, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(stubs, name), 0o755);
  };
  const install = `mkdir -p ${bin} && echo "$0 $*" >>${folder}/installed && for one in cloudhsm-cli configure-cli configure-pkcs11; do ln -sf ${aws.bin}/$one ${bin}/$one; done`;
  const version = `grep -q "cloudhsm-[a-z0-9]*.*" ${folder}/installed 2>/dev/null && printf 5.18.0`;
  stub('uname', `echo ${machine}`);
  stub('curl', `while [ "$1" != --output ]; do shift; done; cat ${folder}/brought >"$2"`);
  for (const name of ['dnf', 'apt-get']) stub(name, install);
  stub('rpm', `for last; do :; done; grep -q "$last" ${folder}/installed 2>/dev/null && printf 5.18.0`);
  stub('dpkg-query', version.replace('"cloudhsm-[a-z0-9]*.*"', '"$4"'));
  writeFileSync(join(folder, 'brought'), published);
  const architecture = id === 'ubuntu' ? (machine === 'x86_64' ? 'amd64' : 'arm64') : machine;
  const sha256 = createHash('sha256').update(published).digest('hex');
  const rows = ['cli', 'pkcs11'].map(
    (component) => `5.18.0\t${platform}\t${architecture}\t${component}\tX/cloudhsm-${component}-5.18.0.pkg\t${sha256}\n`,
  );
  const files = bundleOf(aws, cluster);
  const all = { ...files, 'customerCA.crt': cluster.trustAnchor!, 'client-sdk.tsv': `version\n${rows.join('')}` };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(bundle, name), text);
  const etc = join(root, 'opt/cloudhsm/etc');
  // not spawnSync: the emulator answers in this process
  const run = () =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const env = { PATH: [stubs, process.env.PATH].join(delimiter), HOST_ROOT: root, HSM_EMULATOR_ETC: etc };
      execFile('sh', [join(bundle, 'configure-host.sh')], { env }, (error, stdout, stderr) =>
        resolve({ status: error ? 1 : 0, stdout, stderr }),
      );
    });
  return { run, folder, etc, cluster, aws, bundle };
}

it('installs the client, configures it and proves it on each platform; the second time changes nothing', async (context) => {
  for (const platform of platforms) {
    const { run, folder, etc, cluster } = await host(context, platform);
    const first = await run();
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' });
    expect(first.stdout).toContain('cloudhsm-pkcs11 5.18.0 installed\n');
    expect(first.stdout).toContain(`pkcs11 configured by the id ${cluster.clusterId}\n`);
    expect(first.stdout).toContain('availability check is off, since the cluster has fewer than three HSMs\n');
    expect(first.stdout).toContain('the HSMs answer\n');
    const configured = () =>
      ['cloudhsm-cli.cfg', 'cloudhsm-pkcs11.cfg', 'customerCA.crt'].map((name) => readFileSync(join(etc, name), 'utf8'));
    const [before, installed] = [configured(), readFileSync(join(folder, 'installed'), 'utf8')];
    const second = await run();
    expect(
      second.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.replace('configure-host: ', '')),
    ).toEqual([
      'cloudhsm-cli 5.18.0 is there',
      'cloudhsm-pkcs11 5.18.0 is there',
      'customerCA.crt is the same',
      'the configuration is the same',
      'the HSMs answer',
    ]);
    expect(configured()).toEqual(before);
    expect(readFileSync(join(folder, 'installed'), 'utf8')).toBe(installed);
  }
});

it('takes the addresses where the host may not ask CloudHSM', async (context) => {
  const { run, bundle, cluster } = await host(context);
  const settings = readFileSync(join(bundle, 'settings'), 'utf8');
  writeFileSync(join(bundle, 'settings'), settings.replace(cluster.clusterId, 'cluster-unknown'));
  const { status, stdout } = await run();
  expect(status).toBe(0);
  expect(stdout).toContain(`cli configured by the addresses ${cluster.hsms.map(({ eniIp }) => eniIp).join(' ')}: this host may not ask`);
});

it('refuses an unknown platform, a package that is another, and a version without a checksum, and installs nothing', async (context) => {
  const cases: [string, (folder: string, bundle: string) => void][] = [
    ['has no packages for alpine 3.20', (folder) => writeFileSync(join(folder, 'root/etc/os-release'), 'ID=alpine\nVERSION_ID=3.20\n')],
    ['is not the package that AWS publishes as 5.18.0', (folder) => writeFileSync(join(folder, 'brought'), 'another package')],
    ['has no SHA-256 of cloudhsm-cli 5.18.0', (_, bundle) => writeFileSync(join(bundle, 'client-sdk.tsv'), 'version\n')],
  ];
  for (const [words, spoil] of cases) {
    const { run, folder, bundle, etc } = await host(context);
    spoil(folder, bundle);
    const { status, stderr } = await run();
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(words) });
    expect(existsSync(join(folder, 'installed')) || existsSync(etc)).toBe(false);
  }
});

it('asks the HSMs again where a connection was cut', async (context) => {
  const { run, aws } = await host(context);
  const cut = aws.home.faults.inject({ operation: 'data-plane:user list', when: 'before', error: new ConnectionCut() });
  expect(await run()).toMatchObject({ status: 0, stdout: expect.stringContaining('the HSMs answer') });
  expect(cut()).toBe(1);
});

it('says what may be wrong where the HSMs do not answer the host', async (context) => {
  const { run, cluster } = await host(context);
  cluster.state = 'UNINITIALIZED';
  const { status, stderr } = await run();
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("does it have the cluster's security group?") });
});

it('has nothing that shellcheck finds', (context) => {
  needs(context, shellcheck);
  const { status, stdout } = spawnSync('shellcheck', ['cli/client-bundle/configure-host.sh'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
