import { AwsError } from '../../../kernel/aws-error.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { Operation } from '../../../service/service.ts';
import { invalidParameter } from '../refusals.ts';
import type { SecretsManagerPlace } from '../state.ts';

interface Input {
  SecretIdList?: string[];
  Filters?: object[];
  MaxResults?: number;
  NextToken?: string;
}

/**
 * The values of several secrets: of those that are named, or of those that ListSecrets finds. Each of them is asked for as GetSecretValue
 * does, with the caller's permission, and stands among the errors where it cannot be had.
 *
 * @throws AwsError InvalidParameterException, InvalidNextTokenException
 */
export const batchGetSecretValue: Operation<Input, SecretsManagerPlace> = {
  async run({ SecretIdList, Filters, MaxResults, NextToken }, { place, caller }) {
    if ((SecretIdList === undefined) === (Filters === undefined))
      throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    if (SecretIdList && MaxResults !== undefined)
      throw invalidParameter("'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.");
    const listed = SecretIdList ? { ids: SecretIdList } : await list(place, caller, { Filters, MaxResults: MaxResults ?? 20, NextToken });
    const results = await Promise.all(listed.ids.map((SecretId) => valueOrError(place, caller, SecretId)));
    return {
      SecretValues: results.flatMap((result) => ('value' in result ? [result.value] : [])),
      Errors: results.flatMap((result) => ('error' in result ? [result.error] : [])),
      NextToken: listed.NextToken,
    };
  },
};

async function list(place: SecretsManagerPlace, caller: Caller, asked: object): Promise<{ ids: string[]; NextToken?: string }> {
  const found = await place.call('secretsmanager', 'ListSecrets', asked, caller);
  const { SecretList, NextToken } = found as { SecretList: { ARN: string }[]; NextToken?: string };
  return { ids: SecretList.map(({ ARN }) => ARN), NextToken };
}

async function valueOrError(place: SecretsManagerPlace, caller: Caller, SecretId: string) {
  try {
    return { value: await place.call('secretsmanager', 'GetSecretValue', { SecretId }, caller) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { SecretId, ErrorCode: error.code, Message: error.message } };
  }
}
