import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = 'tasks/hsm-users/install-cli.sh';
const published = 'the package as AWS publishes it';
const architecture = execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim();
const sha256 = createHash('sha256').update(published).digest('hex');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the script where `curl` brings a package, and `dnf` and the CLI only say that they were called. */
function install(version: string, brought = published) {
  const table = join(folder, 'client-sdk.tsv');
  const rows = [
    ['version', 'platform', 'architecture', 'component', 'path', 'sha256'],
    ['5.18.0', 'el9', architecture, 'cli', 'EL9/other.rpm', 'of another platform'],
    ['5.18.0', 'al2023', architecture, 'pkcs11', 'Amzn2023/other.rpm', 'of another component'],
    ['5.18.0', 'al2023', architecture, 'cli', 'Amzn2023/cloudhsm-cli-5.18.0-1.rpm', sha256],
  ];
  writeFileSync(table, rows.map((row) => `${row.join('\t')}\n`).join(''));
  writeFileSync(join(folder, 'brought'), brought);
  program(
    'curl',
    `for last; do :; done; echo "curl $last" >&2; while [ "$1" != --output ]; do shift; done; cat '${join(folder, 'brought')}' >"$2"`,
  );
  program('dnf', 'echo "dnf $1 $2 $(basename "$3")"');
  program('cloudhsm-cli', 'echo "cloudhsm-cli 5.18.0"');
  rmSync(join(folder, 'note'), { force: true });
  const PATH = [folder, process.env.PATH].join(delimiter);
  return spawnSync('sh', [script, version, table, join(folder, 'note')], { env: { PATH }, encoding: 'utf8' });
}

function program(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

test('installs the package that AWS publishes for this platform, and notes which it was', () => {
  const { status, stdout, stderr } = install('5.18.0');

  expect(stderr).toBe('curl https://s3.amazonaws.com/cloudhsmv2-software/CloudHsmClient/Amzn2023/cloudhsm-cli-5.18.0-1.rpm\n');
  expect(stdout).toBe('dnf install -y cloudhsm-cli-5.18.0-1.rpm\ncloudhsm-cli 5.18.0\n');
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'note'), 'utf8')).toBe(`cloudhsm-cli 5.18.0 sha256 ${sha256}\n`);
});

test('refuses a package that is another', () => {
  const { status, stdout, stderr } = install('5.18.0', 'something else');

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`is not the package that AWS publishes as 5.18.0: its SHA-256 is not ${sha256}`);
  expect(existsSync(join(folder, 'note'))).toBe(false);
});

test('fetches nothing of a version whose SHA-256 it does not know', () => {
  const { status, stderr } = install('5.17.0');

  expect(status).toBe(1);
  expect(stderr).toMatch(/^install-cli: .* has no SHA-256 of the CloudHSM CLI 5\.17\.0 for al2023 on /);
});
