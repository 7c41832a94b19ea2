import type { Caller } from '../../emulator/iam/caller.ts';
import type { World } from '../../emulator/world.ts';

/** A kind of request: who sends it, and what it asks for. */
export interface RequestKind {
  /** The caller's role; each function, task and machine has its own. */
  roleArn: string;
  /** `model:Operation`. */
  operation: string;
}

/** Every kind of request that roles send from now on, in the order first seen. The list grows while the workflow runs. */
export function recordRequests({ faults }: World): RequestKind[] {
  const seen = new Map<string, RequestKind>();
  const kinds: RequestKind[] = [];
  const take = faults.take.bind(faults);
  faults.take = (operation, input, caller) => {
    const kind = caller.kind === 'role' && { roleArn: caller.roleArn, operation };
    const key = JSON.stringify(kind);
    if (kind && !seen.has(key)) {
      seen.set(key, kind);
      kinds.push(kind);
    }
    return take(operation, input, caller);
  };
  return kinds;
}

/** Accepts the requests of one role. */
export function sentBy(roleArn: string): (input: unknown, caller: Caller) => boolean {
  return (_input, caller) => caller.kind === 'role' && caller.roleArn === roleArn;
}
