import { expect, it } from 'vitest';
import { violations } from '../../emulator/models/constraints.ts';
import { loadModel } from '../../emulator/models/model.ts';

const broken = (model: string, operation: string, input: object) => {
  const read = loadModel(model);
  return violations(read, read.operations[operation]!.input!, input);
};

// the form of localstack's test_create_lambda_exceptions and test_vpc_config, and of public reports of Lambda's variables
it('a list of texts breaks their limits as a whole, and all of these are named', () => {
  expect(broken('kms', 'Encrypt', { KeyId: 'k', Plaintext: Buffer.from('x'), GrantTokens: ['token', ''] })).toEqual([
    "Value '[token, ]' at 'grantTokens' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 8192, Member must have length greater than or equal to 1]",
  ]);
});

it('a value of a list that has to be one of some is told with these', () => {
  const grant = { KeyId: 'k', GranteePrincipal: 'arn:aws:iam::123456789012:root', Operations: ['Encrypt', 'Encode'] };
  expect(broken('kms', 'CreateGrant', grant)).toEqual([
    expect.stringMatching(
      /^Value '\[Encrypt, Encode\]' at 'operations' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[Decrypt, Encrypt, .*\]\]$/,
    ),
  ]);
});

it('keys and values of a map break their limits as a whole', () => {
  const CertificateAuthorityArn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/x';
  expect(broken('acm-pca', 'TagCertificateAuthority', { CertificateAuthorityArn, Tags: [{ Key: '' }] })[0]).toMatch(
    /^Value '' at 'tags\.1\.member\.key' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
  );
  const Variables = { 'not-a-name': 'x' };
  expect(broken('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'f', Environment: { Variables } })).toEqual([
    expect.stringMatching(
      /at 'environment\.variables' failed to satisfy constraint: Map keys must satisfy constraint: \[Member must satisfy regular expression pattern: \S+\]$/,
    ),
  ]);
});
