import { AwsError } from '../../../kernel/aws-error.ts';
import type { ImportParameters, Key } from '../key.ts';
import type { KmsPlace } from '../state.ts';
import { newPrivateKey } from './new-material.ts';

const day = 24 * 3600 * 1000;

/** New ones, good for a day. Older ones of the key stay good for theirs. */
export function importParameters(place: KmsPlace, key: Key, algorithm: string, spec: string): ImportParameters {
  const ordinal = place.kms.created.importTokens++;
  const parameters = {
    token: place.random.bytes(512, 'kms', 'import-token', key.keyId, ordinal),
    wrappingKey: newPrivateKey(place.random, spec, 'kms', 'wrapping-key', key.keyId, ordinal),
    algorithm,
    validTo: new Date(place.clock.now() + day),
  };
  key.importParameters = [...key.importParameters.filter(({ validTo }) => validTo.getTime() > place.clock.now()), parameters];
  return parameters;
}

/** @throws AwsError InvalidImportTokenException, ExpiredImportTokenException */
export function parametersOf(place: KmsPlace, key: Key, token: Buffer): ImportParameters {
  const found = key.importParameters.find((parameters) => parameters.token.equals(token));
  if (!found) throw new AwsError('InvalidImportTokenException', '');
  if (found.validTo.getTime() <= place.clock.now()) throw new AwsError('ExpiredImportTokenException', '');
  return found;
}
