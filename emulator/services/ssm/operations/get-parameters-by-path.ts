import type { Operation } from '../../../service/service.ts';
import { shownParameter } from '../find-parameter.ts';
import { page } from '../page.ts';
import { matching, type ParameterFilter } from '../parameter-filters.ts';
import { checkPath, isBelow } from '../parameter-path.ts';
import type { SsmPlace } from '../state.ts';

interface Input {
  Path: string;
  Recursive?: boolean;
  ParameterFilters?: ParameterFilter[];
  WithDecryption?: boolean;
  MaxResults?: number;
  NextToken?: string;
}

const usual = 10;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath: Operation<Input, SsmPlace> = {
  resources: ({ Path }, { ssm }) => [ssm.parameterArn(Path)],
  run(input, { place }) {
    const { Path, Recursive = false, WithDecryption = false, ParameterFilters = [] } = input;
    checkPath(Path);
    const found = place.ssm
      .listedParameters(ParameterFilters.some(({ Key }) => Key === 'Label'))
      .filter(({ name }) => isBelow(name, Path, Recursive))
      .filter(matching(ParameterFilters, ['Type', 'KeyId', 'Label']));
    const { items, NextToken } = page(found, 'GetParametersByPath', input, usual);
    return { Parameters: items.map((one) => shownParameter(place, one, WithDecryption)), NextToken };
  },
};
