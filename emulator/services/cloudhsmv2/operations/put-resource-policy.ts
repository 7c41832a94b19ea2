import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { requireBackupState } from '../named-backup.ts';
import { policyHolder } from '../policy-holder.ts';
import { invalidRequest } from '../refusals.ts';
import { onPolicyHolder } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const putResourcePolicy: Operation<{ ResourceArn?: string; Policy?: string }, CloudHsmPlace> = {
  resources: onPolicyHolder,
  run({ ResourceArn, Policy }, call) {
    const backup = policyHolder(call, ResourceArn);
    requireBackupState(backup, 'PutResourcePolicy', 'READY');
    if (Policy === undefined || !isPolicyDocument(Policy)) throw invalidRequest('The Policy is not a policy document');
    backup.policy = Policy;
    return { ResourceArn, Policy };
  },
};

function isPolicyDocument(text: string): boolean {
  try {
    const document = readJson(text) as { Statement?: unknown } | null;
    return typeof document === 'object' && document !== null && document.Statement !== undefined;
  } catch {
    return false;
  }
}
