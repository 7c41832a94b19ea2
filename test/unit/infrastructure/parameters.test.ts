import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notePublishedImage, publishedImage } from '../../../infrastructure/hsm-users-image.ts';
import { parameters } from '../../../infrastructure/parameters.ts';
import { certify } from '../certificates.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parameters-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The parameters' defaults, packaged with `--param="hardwareRoots=…"`. */
async function defaults(hardwareRoots: string): Promise<Record<string, unknown>> {
  const known: Record<string, string> = {
    "param:hardwareRoots, ''": hardwareRoots,
    'sls:stage': 'unit-test',
    'self:provider.region': 'us-east-1',
  };
  const { Parameters } = await parameters(async (name) => known[name]!);
  return Object.fromEntries(Object.entries(Parameters!).map(([name, { Default }]) => [name, Default]));
}

function fingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}

test('the whole hardware roots and their hashes come from the folder', async () => {
  const [aws, manufacturer] = [await certify({ owner: 'aws' }), await certify({ owner: 'manufacturer' })];
  writeFileSync(join(folder, 'aws.pem'), aws);
  writeFileSync(join(folder, 'manufacturer.pem'), manufacturer);

  const found = await defaults(folder);

  expect(found).toMatchObject({
    AwsHardwareRootSha256: fingerprint(aws),
    ManufacturerHardwareRootSha256: fingerprint(manufacturer),
  });
  expect(String(found.AwsHardwareRoot).trim()).toBe(aws.trim());
  expect(String(found.ManufacturerHardwareRoot).trim()).toBe(manufacturer.trim());
});

test('a file that is no certificate is refused by its path, with the remedy', async () => {
  writeFileSync(join(folder, 'aws.pem'), '<html>Not Found</html>');

  await expect(defaults(folder)).rejects.toThrow(/aws\.pem: is not a certificate .*; download the root again/);
});

test('one root without the other is refused', async () => {
  writeFileSync(join(folder, 'aws.pem'), await certify({ owner: 'aws' }));

  await expect(defaults(folder)).rejects.toThrow(/manufacturer\.pem: is missing; put the root there/);
});

test('a folder that was named and is not there is refused', async () => {
  await expect(defaults(join(folder, 'nowhere'))).rejects.toThrow(/nowhere\/aws\.pem: is missing/);
});

test('a published image stays for its stage and region alone', () => {
  const cli = { version: '5.18.0', sha256: 'def' };
  notePublishedImage(folder, 'prod', 'us-east-1', { uri: 'registry/hsm-users:1', digest: 'sha256:abc', cli });

  const note = readFileSync(join(folder, '.hsm-users-image.prod.us-east-1'), 'utf8');
  expect(note).toBe('registry/hsm-users:1\ndigest sha256:abc\ncloudhsm-cli 5.18.0 sha256 def\n');
  expect(publishedImage(folder, 'prod', 'us-east-1')).toBe('registry/hsm-users:1');
  expect(publishedImage(folder, 'prod', 'eu-central-1')).toBe('hsm-users:unpublished');
  expect(publishedImage(folder, 'dev', 'us-east-1')).toBe('hsm-users:unpublished');
});
