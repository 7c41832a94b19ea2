import type { Operation } from '../../../service/service.ts';
import { requireParameter, shownParameter } from '../find-parameter.ts';
import { page } from '../page.ts';
import { describedVersion } from '../parameter-description.ts';
import { onParameter } from '../resources.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  Name: string;
  WithDecryption?: boolean;
  MaxResults?: number;
  NextToken?: string;
}

/** The oldest first. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export const getParameterHistory: Operation<Input, SsmPlace> = {
  resources: ({ Name }, place) => [onParameter(place, Name)],
  run(input, { place }) {
    const { held, name } = requireParameter(place, input.Name);
    const { items, NextToken } = page(place.ssm.parameters.get(held)!, 'GetParameterHistory', input);
    const Parameters = items.map((version) => ({
      Name: name,
      ...describedVersion(version),
      Value: shownParameter(place, { name, version }, input.WithDecryption ?? false).Value,
      Labels: version.labels,
    }));
    return { Parameters, NextToken };
  },
};
