import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

/** As a client of today, whose signer all bundles get. */
const newest = createRequire(import.meta.resolve('@aws-sdk/client-dynamodb'))('@smithy/signature-v4');
const older = { 'client-cloudhsm-v2': '@aws-sdk/signature-v4', 'client-acm-pca': '@smithy/signature-v4' };

class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: string | Uint8Array) {
    this.#hash.update(data);
  }
  digest = async () => new Uint8Array(this.#hash.digest());
}

test.each(Object.entries(older))('a request of %s is signed in a bundle as by its own signer', async (client, signer) => {
  const own = createRequire(import.meta.resolve(`@aws-sdk/${client}`))(signer);
  const settings = {
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' },
    ...{ region: 'us-east-1', service: 'cloudhsm', sha256: Sha256, uriEscapePath: true },
  };
  const signed = ({ SignatureV4 }: typeof newest) =>
    new SignatureV4(settings).sign(
      {
        ...{ method: 'POST', protocol: 'https:', hostname: 'cloudhsmv2.us-east-1.amazonaws.com', path: '/', query: {} },
        headers: {
          ...{ host: 'cloudhsmv2.us-east-1.amazonaws.com', 'content-type': 'application/x-amz-json-1.1', 'content-length': '2' },
          'x-amz-target': 'BaldrApiService.DescribeClusters',
        },
        body: '{}',
        clone() {
          return structuredClone({ ...this, clone: undefined });
        },
      },
      { signingDate: new Date('2026-01-05T09:00:00Z') },
    );

  const { headers } = await signed(newest);
  expect(headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIA\/20260105\/us-east-1\/cloudhsm\/aws4_request, .*Signature=[0-9a-f]{64}$/,
  );
  expect((await signed(own)).headers).toEqual(headers);
});
