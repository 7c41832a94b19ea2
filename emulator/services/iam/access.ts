import type { Caller } from '../../kernel/caller.ts';
import type { RequestContext } from '../../service/request-context.ts';
import { type Decision, decide } from './evaluation.ts';
import type { Statement } from './policy-document.ts';
import { namedAs } from './principal.ts';

/** What is to be weighed of a request on one resource. */
interface Access {
  caller: Caller;
  action: string;
  resource: string;
  context: RequestContext;
  /** What the caller's own policies say of it. */
  own: Decision;
  /** The policies of the resource. */
  policies: Statement[];
  /** The resource is another account's: both its policies and the caller's have to allow it. */
  foreign: boolean;
  /** It lets the caller's account in by other means than a policy. */
  shared: boolean;
  /** The resource's policy says whether the caller's count, as a KMS key's does. */
  ruled: boolean;
}

/** Why a request is refused, as AWS's sentence ends; undefined where it is let in. */
export function refusal(access: Access): string | undefined {
  const { action, own, foreign, shared, ruled } = access;
  const [itself, account] = [saying(access, 'itself'), saying(access, 'account')];
  if (own === 'explicitly denied') return 'with an explicit deny in an identity-based policy';
  if (itself === 'explicitly denied' || account === 'explicitly denied') return 'with an explicit deny in a resource-based policy';
  const byIdentity = own === 'allowed' ? undefined : `because no identity-based policy allows the ${action} action`;
  const byResource = `because no resource-based policy allows the ${action} action`;
  const letIn = itself === 'allowed' || account === 'allowed' || shared;
  if (foreign) return byIdentity ?? (letIn ? undefined : byResource);
  if (itself === 'allowed') return undefined;
  return ruled && !letIn ? byResource : byIdentity;
}

/** What the resource's policies say of a caller that they name so. */
function saying({ caller, action, resource, context, policies }: Access, as: 'itself' | 'account'): Decision {
  const speaking = policies.filter((statement) => namedAs(statement, caller) === as);
  return decide(speaking, action, resource, context);
}
