import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { endDryRun } from '../encryption.ts';
import { findKeyById } from '../find-key.ts';
import type { Grant, GrantConstraints } from '../grants/grant.ts';
import { grantable } from '../grants/grant-policy.ts';
import type { Key } from '../key.ts';
import { checkNotDisabled } from '../key-state.ts';
import { onKey } from '../resources.ts';
import type { KmsPlace } from '../state.ts';

interface Input {
  KeyId: string;
  GranteePrincipal?: string;
  RetiringPrincipal?: string;
  Operations: string[];
  Constraints?: GrantConstraints & { SourceArn?: string };
  Name?: string;
  DryRun?: boolean;
}

export const createGrant: Operation<Input, KmsPlace> = {
  refuses: ['GranteeServicePrincipal', 'RetiringServicePrincipal'],
  ignores: ['GrantTokens'],
  resources: onKey,
  run(input, { place }) {
    const key = findKeyById(place, input.KeyId);
    checkNotDisabled(place, key);
    const asked = grantAskedFor(place, key, input);
    const standing = asked.name === undefined ? undefined : [...key.grants.values()].find((grant) => isSame(grant, asked));
    endDryRun(input.DryRun);
    const grant = standing ?? newGrant(place, key, asked);
    key.grants.set(grant.id, grant);
    return { GrantToken: grant.token, GrantId: grant.id };
  },
};

type Asked = Omit<Grant, 'id' | 'token' | 'createdAt'>;

function grantAskedFor(place: KmsPlace, key: Key, input: Input): Asked {
  const { GranteePrincipal, RetiringPrincipal, Constraints: constraints, Name: name, Operations } = input;
  if (GranteePrincipal === undefined) throw invalid('GranteePrincipal is required.');
  for (const principal of [GranteePrincipal, RetiringPrincipal]) checkPrincipal(principal);
  if ([...new Set(Operations)].join() === 'CreateGrant') throw invalid('Grants must not contain only the CreateGrant operation.');
  const unfit = Operations.find((operation) => !grantable(key).includes(operation));
  if (unfit) throw invalid(`The operation ${unfit} is not one that ${key.arn} can be granted for.`);
  if (constraints?.SourceArn) throw invalid('Grants with the constraint SourceArn are not emulated.');
  if (constraints?.EncryptionContextEquals && constraints.EncryptionContextSubset)
    throw invalid('A grant has EncryptionContextEquals or EncryptionContextSubset, not both.');
  if (constraints && key.spec !== 'SYMMETRIC_DEFAULT') throw invalid('Constraints are for grants on symmetric encryption keys only.');
  const issuer = `arn:${place.partition}:iam::${place.accountId}:root`;
  return { name, grantee: GranteePrincipal, retiring: RetiringPrincipal, issuer, operations: [...new Set(Operations)], constraints };
}

/** A name makes CreateGrant idempotent: the same grant again is the one that stands. */
function isSame({ id: _, token: __, createdAt: ___, ...standing }: Grant, asked: Asked): boolean {
  return isDeepStrictEqual(standing, asked);
}

function newGrant(place: KmsPlace, key: Key, asked: Asked): Grant {
  const ordinal = place.kms.created.grants++;
  const id = place.random.hex(64, 'kms', 'grant', key.keyId, ordinal);
  const token = place.random.bytes(180, 'kms', 'grant-token', key.keyId, ordinal).toString('base64url');
  return { ...asked, id, token, createdAt: place.clock.date() };
}

function checkPrincipal(principal: string | undefined): void {
  if (principal === undefined || /^arn:[\w-]+:(iam|sts)::\d{12}:(root|(user|role|federated-user|assumed-role)\/.+)$/.test(principal))
    return;
  throw new AwsError('InvalidArnException', `ARN does not refer to a valid principal: ${principal}`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
