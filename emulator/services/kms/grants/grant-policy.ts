import type { Key } from '../key.ts';
import type { Grant, GrantConstraints } from './grant.ts';

/** Those that an encryption context goes with: a grant's constraints are about them. */
const withContext = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];
const ofEachKey = ['CreateGrant', 'DescribeKey', 'RetireGrant'];

/** What a grant on a key can allow (KMS Developer Guide, "Grant operations"). */
export function grantable({ spec, usage }: Key): string[] {
  if (spec === 'SYMMETRIC_DEFAULT') return [...withContext, ...ofEachKey];
  if (usage === 'GENERATE_VERIFY_MAC') return ['GenerateMac', 'VerifyMac', ...ofEachKey];
  const ofPairs = ['GetPublicKey', ...ofEachKey];
  if (usage === 'SIGN_VERIFY') return ['Sign', 'Verify', ...ofPairs];
  if (usage === 'KEY_AGREEMENT') return ['DeriveSharedSecret', ...ofPairs];
  return ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', ...ofPairs];
}

/** What the grants of a key allow, as a policy of the key would say it. */
export function policyOfGrants({ grants }: Key): object[] {
  if (grants.size === 0) return [];
  return [{ Version: '2012-10-17', Statement: [...grants.values()].flatMap(statements) }];
}

function statements({ grantee, retiring, operations, constraints }: Grant): object[] {
  const [handingOn, others] = parted(operations, (name) => name === 'CreateGrant');
  const [bound, free] = parted(others, (name) => constraints !== undefined && withContext.includes(name));
  return [
    ...allow(grantee, free),
    ...allow(grantee, bound, constraints && conditionOf(constraints)),
    // whoever may make grants hands on what the own one allows
    ...allow(grantee, handingOn, { 'ForAllValues:StringEquals': { 'kms:GrantOperations': operations } }),
    ...(retiring === undefined ? [] : allow(retiring, ['RetireGrant'])),
  ];
}

function parted(names: string[], fits: (name: string) => boolean): [string[], string[]] {
  return [names.filter(fits), names.filter((name) => !fits(name))];
}

function allow(AWS: string, operations: string[], Condition?: object): object[] {
  if (operations.length === 0) return [];
  return [{ Effect: 'Allow', Principal: { AWS }, Action: operations.map((name) => `kms:${name}`), Resource: '*', Condition }];
}

function conditionOf({ EncryptionContextEquals, EncryptionContextSubset }: GrantConstraints): object {
  const pairs = Object.entries(EncryptionContextEquals ?? EncryptionContextSubset ?? {});
  return {
    StringEquals: Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    ...(EncryptionContextEquals && { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': pairs.map(([name]) => name) } }),
  };
}
