import { expect, test } from 'vitest';
import { environmentHash } from '../../../../core/environment/environment-hash.ts';
import { environment, environmentFile } from '../../environments.ts';

test('is a SHA-256 in hex', () => {
  expect(environmentHash(environment())).toMatch(/^[0-9a-f]{64}$/);
});

test('does not depend on the order of fields', () => {
  const { keyStore, name, ...rest } = environmentFile();
  const { keys, name: keyStoreName } = keyStore as { keys: unknown; name: string };

  const reordered = environment({ ...rest, keyStore: { keys, name: keyStoreName }, name });

  expect(environmentHash(reordered)).toBe(environmentHash(environment()));
  const turned = Object.fromEntries(Object.entries(environment()).toReversed()) as ReturnType<typeof environment>;
  expect(environmentHash(turned)).toBe(environmentHash(environment()));
});

test.each([
  ['the schema that an editor reads', { $schema: 'https://example.com/schema.json' }],
  ['a default that is written out', { onFailure: 'keep' }],
])('does not depend on %s', (_, changes) => {
  expect(environmentHash(environment(changes))).toBe(environmentHash(environment({ onFailure: undefined })));
});

test.each([
  ['another count', { hsmCount: 4 }],
  ['subnets in another order', { subnetIds: ['subnet-0bbb2222bbb2222bb', 'subnet-0aaa1111aaa1111aa', 'subnet-0ccc3333ccc3333cc'] }],
  ['another tag', { tags: { Environment: 'Staging' } }],
  ['another key', { keyStore: { name: 'hsm-backed-keystore', keys: [{ name: 'archive' }] } }],
  ['another wish on failure', { onFailure: 'remove' }],
])('is another for %s', (_, changes) => {
  expect(environmentHash(environment(changes))).not.toBe(environmentHash(environment()));
});
