import { brief } from './brief.ts';
import { evaluate } from './intrinsics.ts';
import type { Scope } from './scope.ts';
import { settleConditions } from './settle-conditions.ts';
import type { TemplateResource } from './template.ts';
import { TemplateError } from './template-error.ts';

/** What is to become of a resource that its stack needs no more. None of the types here has snapshots. */
type Policy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

const policies: unknown[] = ['Delete', 'Retain', 'RetainExceptOnCreate'] satisfies Policy[];

export interface Policies {
  deletionPolicy: Policy;
  updateReplacePolicy: Policy;
}

/** Where a template says nothing. */
export const unsaid: Policies = { deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' };

/** What a resource's policies are, which parameters and conditions may decide. @throws TemplateError */
export function policiesOf({ DeletionPolicy, UpdateReplacePolicy }: TemplateResource, scope: Scope): Policies {
  return {
    deletionPolicy: policy('DeletionPolicy', DeletionPolicy, scope),
    updateReplacePolicy: policy('UpdateReplacePolicy', UpdateReplacePolicy, scope),
  };
}

function policy(name: string, written: unknown, scope: Scope): Policy {
  if (written === undefined) return 'Delete';
  const value = evaluate(settleConditions(written, scope), scope);
  if (policies.includes(value)) return value as Policy;
  throw new TemplateError(`${name} has to be Delete, Retain or RetainExceptOnCreate, not ${brief(value)}`);
}
