import * as fc from 'fast-check';

/** How a request says who sends it: mostly a person at home, now and then something strange. */
export function authorization(service: string): fc.Arbitrary<string | undefined> {
  const signed = (key: string, region: string) =>
    `AWS4-HMAC-SHA256 Credential=${key}/20260105/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant(signed('person', 'us-east-1')) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('person', '210987654321', '', '__proto__', 'x'.repeat(2_000)),
          fc.constantFrom('eu-west-1', 'us-gov-west-1', 'nowhere', '', '__proto__'),
        )
        .map(([key, region]) => signed(key, region)),
    },
    { weight: 1, arbitrary: fc.constantFrom('Bearer x', 'AWS4-HMAC-SHA256', 'Credential=////', `Credential=${'a/'.repeat(3_000)}`) },
  );
}
