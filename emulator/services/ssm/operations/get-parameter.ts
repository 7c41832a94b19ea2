import type { Operation } from '../../../service/service.ts';
import { noVersion, requireParameter, shownParameter } from '../find-parameter.ts';
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
    const { name, version, selector } = requireParameter(place, Name);
    if (!version) throw noVersion(name, selector?.slice(1));
    return { Parameter: shownParameter(place, { name, version, selector }, WithDecryption) };
  },
};
