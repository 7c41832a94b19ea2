import type { Operation } from '../../../service/service.ts';
import { invalidParameter } from '../refusals.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  PasswordLength?: number;
  ExcludeCharacters?: string;
  ExcludeNumbers?: boolean;
  ExcludePunctuation?: boolean;
  ExcludeUppercase?: boolean;
  ExcludeLowercase?: boolean;
  IncludeSpace?: boolean;
  RequireEachIncludedType?: boolean;
}

const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** 32 characters, one of each type at least, unless told. @throws AwsError InvalidParameterException */
export const getRandomPassword: Operation<Input, SecretsManagerPlace> = {
  run(input, { place, caller }) {
    const types = characterTypes(input);
    const pool = types.join('');
    const length = input.PasswordLength ?? 32;
    const required = (input.RequireEachIncludedType ?? true) ? types : [];
    if (pool === '') throw invalidParameter('The password must have at least one type of character.');
    if (length < required.length) throw invalidParameter('The password length is too short to include each required type of character.');
    const purpose = ['random-password', caller.arn, place.secretsManager.nextPassword(caller.arn)];
    const drawn = Array.from({ length }, (_, index) => place.random.text(1, required[index] ?? pool, ...purpose, index));
    const order = new Map(drawn.map((_, index) => [index, place.random.fraction(...purpose, 'order', index)]));
    const shuffled = [...order].sort(([, a], [, b]) => a - b).map(([index]) => drawn[index]);
    return { RandomPassword: shuffled.join('') };
  },
};

/** The types that remain, each with the characters of it that are not excluded. */
function characterTypes(input: Input): string[] {
  const types = [
    input.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    input.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    input.ExcludeNumbers ? '' : '0123456789',
    input.ExcludePunctuation ? '' : punctuation,
    input.IncludeSpace ? ' ' : '',
  ];
  const excluded = new Set(input.ExcludeCharacters ?? '');
  return types.map((type) => [...type].filter((character) => !excluded.has(character)).join('')).filter((type) => type !== '');
}
