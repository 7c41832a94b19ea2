import { expect, test } from 'vitest';
import { clientPackages } from '../../../infrastructure/client-sdk.ts';

test('every package is known once, by a whole SHA-256, under a path that names its version', () => {
  const packages = clientPackages();
  expect(packages.length).toBeGreaterThan(0);
  for (const { version, component, path, sha256 } of packages) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(path).toContain(`cloudhsm-${component}`);
    expect(path).toContain(version);
  }
  for (const all of [packages.map(({ sha256 }) => sha256), packages.map(({ path }) => path)])
    expect(new Set(all).size).toBe(packages.length);
});

test('the task’s image can be built of the newest version, on either architecture', () => {
  const forImage = clientPackages().filter(({ platform, component }) => platform === 'al2023' && component === 'cli');
  expect(forImage.map(({ version, architecture }) => [version, architecture])).toEqual([
    ['5.18.0', 'aarch64'],
    ['5.18.0', 'x86_64'],
  ]);
});
