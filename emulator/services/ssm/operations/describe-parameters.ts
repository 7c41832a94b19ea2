import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { describedVersion } from '../parameter-description.ts';
import { describing, matching, type ParameterFilter } from '../parameter-filters.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  ParameterFilters?: ParameterFilter[];
  MaxResults?: number;
  NextToken?: string;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const describeParameters: Operation<Input, SsmPlace> = {
  refuses: ['Filters', 'Shared'],
  run(input, { place }) {
    const found = place.ssm.listedParameters().filter(matching(input.ParameterFilters ?? [], describing));
    const { items, NextToken } = page(found, 'DescribeParameters', input);
    const Parameters = items.map(({ name, version }) => ({
      Name: name,
      ARN: place.ssm.parameterArn(name),
      ...describedVersion(version),
    }));
    return { Parameters, NextToken };
  },
};
