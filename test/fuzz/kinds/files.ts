import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { hostileNames, hostileValue, textOf } from '../hostile-values.ts';
import type { Kind } from './kind.ts';

/** Files that people write, of this text. */
interface WrittenFile {
  text: string;
}

function filesOf(name: 'account file' | 'environment file', share: number, examples: unknown[]): Kind<WrittenFile> {
  return {
    name: `${name.replace(' ', '-')}s`,
    share,
    cases: () =>
      fc.record({
        text: textOf(
          fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...examples).chain(changed) }, { weight: 1, arbitrary: hostileValue }),
        ),
      }),
    async run(subject, { text }) {
      const { failed, refused, taken } = await subject.ask({ kind: name, text });
      if (failed) throw new Error(failed);
      if (!taken && !inWords(refused ?? '')) throw new Error(`it is refused in words that are not ours: ${refused}`);
    },
  };
}

/** Not those of a programming error, or of a library that was not asked in our words. */
function inWords(refusal: string): boolean {
  return (
    refusal !== '' &&
    !/Cannot read propert|is not a function|is not iterable|Maximum call stack|Invalid input|^\s*at |undefined undefined/m.test(refusal)
  );
}

/** An example with a few parts replaced, left out, or put elsewhere. */
function changed(example: unknown): fc.Arbitrary<unknown> {
  const places = pathsIn(example);
  return fc
    .array(
      fc.tuple(
        fc.constantFrom(...places),
        fc.oneof(
          { weight: 3, arbitrary: hostileValue.map((value) => ({ value })) },
          { weight: 1, arbitrary: fc.constant({ leftOut: true as const }) },
          { weight: 1, arbitrary: fc.constantFrom(...places).map((from) => ({ from })) },
          {
            weight: 1,
            arbitrary: fc
              .tuple(fc.constantFrom('unknown', 'nmae', 'a.b', '', ...hostileNames), hostileValue)
              .map(([name, value]) => ({ name, value })),
          },
        ),
      ),
      { maxLength: 4 },
    )
    .map((changes) => changes.reduce((value, [path, change]) => altered(value, path, change, example), example));
}

type Change = { value: unknown; name?: string } | { leftOut: true } | { from: string[] };

function altered(value: unknown, [next, ...rest]: string[], change: Change, whole: unknown): unknown {
  if (next === undefined) {
    if ('leftOut' in change) return undefined;
    if ('from' in change) return change.from.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], whole);
    if (change.name === undefined) return change.value;
    return typeof value === 'object' && value !== null
      ? Object.fromEntries([...Object.entries(value), [change.name, change.value]])
      : change.value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, name === next ? altered(member, rest, change, whole) : member] as const,
  );
  return Array.isArray(value) ? entries.map(([, member]) => member).filter((member) => member !== undefined) : Object.fromEntries(entries);
}

function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]))];
}

const example = (name: string) => JSON.parse(readFileSync(new URL(`../../../examples/${name}.json`, import.meta.url), 'utf8')) as unknown;

const account = {
  accountId: '123456789012',
  region: 'us-east-1',
  vpcs: [
    {
      id: 'vpc-0123456789abcdef0',
      owner: '210987654321',
      subnets: [
        { id: 'subnet-0aaa1111aaa1111aa', availabilityZone: 'us-east-1a', cidr: '10.0.0.0/24', freeAddresses: 5 },
        { id: 'subnet-0bbb2222bbb2222bb', availabilityZone: 'us-east-1-bos-1a' },
      ],
      securityGroups: [
        {
          id: 'sg-0e6e55e6e55e6e55e',
          egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' }],
          ingress: [{ protocol: '-1', group: 'sg-0e6e55e6e55e6e55e' }],
        },
      ],
      routeTables: [
        {
          id: 'rtb-0123456789abcdef0',
          main: true,
          subnets: ['subnet-0aaa1111aaa1111aa'],
          routes: [{ destination: '0.0.0.0/0', target: 'nat-0123456789abcdef0', reaches: ['ecr.api'] }],
        },
      ],
      endpoints: ['ecr.api', { service: 's3', type: 'Gateway', state: 'available', routeTables: ['rtb-0123456789abcdef0'] }],
    },
  ],
  zonesWithoutCloudHsm: ['us-east-1e'],
  certificateAuthorities: [
    { id: '11111111-2222-4333-8444-555555555555', type: 'ROOT', status: 'ACTIVE', keyAlgorithm: 'RSA_2048', commonName: 'root', years: 5 },
  ],
  secrets: [{ name: 'a/secret', value: { a: 1 }, tags: { a: 'b' }, pendingDeletion: false }],
  quotas: { clusters: 4, hsms: 6, hsmsPerCluster: 5, customKeyStores: 2 },
  durations: { connectKeyStore: [600, 900], createCluster: [1, 2] },
};

export const accountFiles = filesOf('account file', 4, [account, {}]);
export const environmentFiles = filesOf('environment file', 4, [example('production'), example('self-signed')]);
