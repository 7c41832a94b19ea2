import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';
import { findParameter, shownParameter } from '../find-parameter.ts';
import { checkParameterName } from '../parameter-name.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError ParameterNotFound, ParameterVersionNotFound, ValidationException */
export function getParameter({ Name, WithDecryption = false }: { Name: string; WithDecryption?: boolean }, { place }: Call<SsmPlace>) {
  if (!Name.startsWith('arn:')) checkParameterName(Name.split(':')[0]!);
  const found = findParameter(place, Name);
  if (!found) throw new AwsError('ParameterNotFound', '');
  const { name, version, selector } = found;
  if (!version) throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find version ${selector?.slice(1)} of ${name}.`);
  return { Parameter: shownParameter(place, { name, version, selector }, WithDecryption) };
}
