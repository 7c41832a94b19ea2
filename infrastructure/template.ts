import { intents } from '../core/intents.ts';
import { alarms } from './alarms.ts';
import { auditBucket } from './audit-bucket.ts';
import { clients } from './client-document.ts';
import type { TemplatePart } from './cloudformation.ts';
import { dueRule } from './due.ts';
import { environmentsTable } from './environments-table.ts';
import { functionRoles, functions } from './functions.ts';
import { hardwareRoots } from './hardware-roots.ts';
import { hsmUsers } from './hsm-users.ts';
import { monitoring } from './monitoring.ts';
import { notifications } from './notifications.ts';
import { parameters, type Resolve } from './parameters.ts';
import { stackResource } from './stack-resource.ts';
import { readDefinitions } from './state-machines/definition.ts';
import { deployedMachines } from './state-machines/machines.ts';
import { readRetryPolicies } from './state-machines/retry-policies.ts';
import { stateMachines } from './state-machines.ts';
import { triggers } from './triggers.ts';
import { undeliveredEvents } from './undelivered-events.ts';

/** What serverless.yml takes from here. */
export { functions };

export async function resources({ resolveVariable }: { resolveVariable: Resolve }): Promise<TemplatePart> {
  const machines = deployedMachines(readDefinitions(), intents);
  const parts = [
    await parameters(resolveVariable),
    functionRoles,
    environmentsTable,
    auditBucket,
    hardwareRoots,
    hsmUsers,
    clients,
    stateMachines(machines, readRetryPolicies(), Object.keys(functions)),
    triggers(machines),
    dueRule,
    notifications,
    monitoring,
    alarms,
    stackResource,
  ];
  return joined([...parts, undeliveredEvents(parts)]);
}

function joined(parts: TemplatePart[]): TemplatePart {
  const all = (section: keyof TemplatePart) => Object.assign({}, ...parts.map((part) => part[section]));
  return { Parameters: all('Parameters'), Resources: all('Resources'), Outputs: all('Outputs') };
}
