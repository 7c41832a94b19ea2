import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { CloudFormationPlace } from '../state.ts';

export const listExports: Operation<{ NextToken?: string }, CloudFormationPlace> = {
  run(input, { place: { cloudformation } }) {
    const { items, NextToken } = page(cloudformation.exports(), 'ListExports', input);
    return { Exports: items, NextToken };
  },
};
