import type { Operation } from '../../../service/service.ts';
import { requireParameter } from '../find-parameter.ts';
import { onParameter } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

/** @throws AwsError ParameterNotFound */
export const deleteParameter: Operation<{ Name: string }, SsmPlace> = {
  resources: ({ Name }, place) => [onParameter(place, Name)],
  run({ Name }, { place }) {
    place.ssm.deleteParameter(requireParameter(place, Name).held);
    return {};
  },
};
