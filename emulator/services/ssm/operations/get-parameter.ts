import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { findParameter, shownParameter } from '../find-parameter.ts';
import { checkParameterName } from '../parameter-name.ts';
import { onParameter } from '../resources.ts';
import { isSecretReference, referredSecret } from '../secret-reference.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError ParameterNotFound, ParameterVersionNotFound, ValidationException */
export const getParameter: Operation<{ Name: string; WithDecryption?: boolean }, SsmPlace> = {
  resources: ({ Name }, place) => [onParameter(place, Name)],
  async run({ Name, WithDecryption = false }, { place, caller }) {
    if (isSecretReference(Name)) return { Parameter: await referredSecret(place, Name, WithDecryption, caller) };
    if (!Name.startsWith('arn:')) checkParameterName(Name.split(':')[0]!);
    const found = findParameter(place, Name);
    if (!found) throw new AwsError('ParameterNotFound', '');
    const { name, version, selector } = found;
    if (!version)
      throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find version ${selector?.slice(1)} of ${name}.`);
    return { Parameter: shownParameter(place, { name, version, selector }, WithDecryption) };
  },
};
