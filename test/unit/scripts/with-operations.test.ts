import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Model } from '../../../emulator/models/model.ts';
import { withOperations } from '../../../scripts/models/with-operations.ts';

const ours: Model = JSON.parse(readFileSync('emulator/models/sts.json', 'utf8'));
const theirs = {
  operations: {
    GetKeyOwner: {
      name: 'GetKeyOwner',
      http: { method: 'POST', requestUri: '/' },
      input: { shape: 'GetKeyOwnerRequest' },
      output: { shape: 'GetKeyOwnerResponse', resultWrapper: 'GetKeyOwnerResult' },
      errors: [{ shape: 'NoSuchKey' }],
      documentation: '<p>Says whose a key is.</p>',
    },
  },
  shapes: {
    GetKeyOwnerRequest: {
      type: 'structure',
      required: ['AccessKeyId'],
      members: {
        AccessKeyId: { shape: 'idType', documentation: '<p>The key.</p>' },
        documentation: { shape: 'idTypes' },
        Ids: { shape: 'idsByName' },
      },
    },
    GetKeyOwnerResponse: { type: 'structure', members: {}, documentation: '<p>Its owner.</p>' },
    idType: { type: 'string', max: 128, min: 16, pattern: '[\\w]*' },
    idTypes: { type: 'list', member: { shape: 'idType' } },
    idsByName: { type: 'map', key: { shape: 'idType' }, value: { shape: 'idTypes' }, max: 10 },
    NoSuchKey: { type: 'structure', members: {}, exception: true, deprecated: true },
    Unused: { type: 'string' },
  },
};

test('takes an operation with all shapes that it needs, without what is said to people, and leaves the rest as it is', () => {
  const model = withOperations(ours, theirs, ['GetKeyOwner']);

  expect(model.operations).toEqual({
    ...ours.operations,
    GetKeyOwner: { input: 'GetKeyOwnerRequest', output: 'GetKeyOwnerResponse', errors: ['NoSuchKey'] },
  });
  expect(model.shapes).toEqual({
    ...ours.shapes,
    GetKeyOwnerRequest: {
      type: 'structure',
      required: ['AccessKeyId'],
      // a member of this name is none of botocore's texts
      members: { AccessKeyId: { shape: 'idType' }, documentation: { shape: 'idTypes' }, Ids: { shape: 'idsByName' } },
    },
    GetKeyOwnerResponse: { type: 'structure', members: {} },
    idType: { type: 'string', max: 128, min: 16, pattern: '[\\w]*' },
    // what a list or a map is of stands in our models by its name
    idTypes: { type: 'list', member: 'idType' },
    idsByName: { type: 'map', key: 'idType', value: 'idTypes', max: 10 },
    NoSuchKey: { type: 'structure', members: {}, exception: true },
  });
});

test('keeps method and path of a service that tells its operations apart by them', () => {
  const byPath = { ...ours, metadata: { ...ours.metadata, protocol: 'rest-json' } };
  expect(withOperations(byPath, theirs, ['GetKeyOwner']).operations.GetKeyOwner!.http).toEqual({
    method: 'POST',
    requestUri: '/',
  });
});

test('an operation that there is not is refused with those that there are', () => {
  expect(() => withOperations(ours, theirs, ['GetKey'])).toThrow(/GetKey .*no such operation, but GetKeyOwner/);
});
