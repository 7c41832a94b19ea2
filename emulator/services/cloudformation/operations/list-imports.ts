import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { invalid } from '../refusals.ts';
import type { CloudFormationPlace } from '../state.ts';

/** @throws AwsError ValidationError where nobody takes it */
export const listImports: Operation<{ ExportName: string; NextToken?: string }, CloudFormationPlace> = {
  run(input, { place: { cloudformation } }) {
    const importers = cloudformation.importers(input.ExportName);
    if (importers.length === 0) throw invalid(`Export '${input.ExportName}' is not imported by any stack.`);
    const { items, NextToken } = page(importers, 'ListImports', input);
    return { Imports: items, NextToken };
  },
};
