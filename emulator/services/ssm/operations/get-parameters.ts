import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findParameter, shownParameter } from '../find-parameter.ts';
import { onParameter } from '../resources.ts';
import { isSecretReference, referredSecret } from '../secret-reference.ts';
import type { SsmPlace } from '../state.ts';

/** Those that are not there are named in InvalidParameters. */
export const getParameters: Operation<{ Names: string[]; WithDecryption?: boolean }, SsmPlace> = {
  resources: ({ Names }, place) => Names.map((name) => onParameter(place, name)),
  async run({ Names, WithDecryption = false }, { place, caller }) {
    const parameters: object[] = [];
    const invalid: string[] = [];
    for (const wanted of new Set(Names)) {
      if (isSecretReference(wanted)) {
        const secret = await referredSecret(place, wanted, WithDecryption, caller).catch(nothingWhereNotFound);
        if (secret) parameters.push(secret);
        else invalid.push(wanted);
        continue;
      }
      const { name, version, selector } = findParameter(place, wanted) ?? {};
      if (name && version) parameters.push(shownParameter(place, { name, version, selector }, WithDecryption));
      else invalid.push(wanted);
    }
    return { Parameters: parameters, InvalidParameters: invalid };
  },
};

function nothingWhereNotFound(error: unknown): undefined {
  if (error instanceof AwsError && error.code === 'ParameterNotFound') return;
  throw error;
}
