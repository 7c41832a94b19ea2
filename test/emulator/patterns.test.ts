import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { javaPattern } from '../../emulator/models/java-pattern.ts';
import { loadModel } from '../../emulator/models/model.ts';
import { localAws, request } from '../local-aws.ts';
import { processorTime } from '../processor-time.ts';

const models = readdirSync(new URL('../../emulator/models/', import.meta.url)).flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []);
const patterns = [...new Set(models.flatMap((name) => Object.values(loadModel(name).shapes).flatMap(({ pattern }) => pattern ?? [])))];

describe("A model's pattern", () => {
  it.each([
    ['[a-z\\s]*', 'a \t\n\v\f\r', true],
    ['[a-z\\s]*', '\ufeffa', false],
    ['[^\\s]+', '\u00a0', true],
    ['\\s', '\u2028', false],
    ['.*', 'a b', true],
    ['.*', 'a\nb', false],
    ['.*', 'a\u0085', false],
    ['[.]', 'a', false],
    ['\\.', '.', true],
    ['a', 'a\n', false],
    ['(?i)all|[0-9]{12}', 'All', true],
    ['(?i)all|[0-9]{12}', 'nobody', false],
  ])('%s on %j is %s', (pattern, text, matches) => {
    expect(javaPattern(pattern).test(text)).toBe(matches);
  });

  it('keeps out of a certificate what only JavaScript takes for white space', async () => {
    const aws = await localAws();
    const given = { ClusterId: 'cluster-aaaaaaaaaaa', SignedCert: '\ufeff-----BEGIN', TrustAnchor: 'x\ny' };
    await expect(request(aws, 'cloudhsmv2', 'InitializeCluster', given)).rejects.toThrow(/at 'signedCert' failed to satisfy constraint/);
    await expect(request(aws, 'cloudhsmv2', 'InitializeCluster', given)).rejects.not.toThrow(/trustAnchor/);
  });

  it.each(patterns)('ends soon, whatever it is tried on: %s', (pattern) => {
    const pieces = [
      'a',
      'A',
      '0',
      ' ',
      '\t',
      '-',
      '.',
      '/',
      ':',
      ',',
      '_',
      '=',
      'a-',
      'a.',
      'a/',
      '-a',
      ' a',
      '\t ',
      '1.',
      ':a',
      '.a[0]',
      '$.a',
      'us-east-1',
    ];
    const starts = ['', 'arn:aws:', 'arn:aws:lambda:us-east-1:123456789012:', '$', '/'];
    for (const start of starts) {
      for (const piece of pieces) {
        const text = `${start}${piece.repeat(3_000)}\u0000`;
        const taken = processorTime();
        javaPattern(pattern).test(text);
        expect(taken()).toBeLessThan(500);
      }
    }
  });
});
