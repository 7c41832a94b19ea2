import type { TemplatePart } from './cloudformation.ts';
import { functionRoles, functions } from './functions.ts';
import { hardwareRoots } from './hardware-roots.ts';
import { hsmUsers } from './hsm-users.ts';
import { lease } from './lease.ts';
import { notifications } from './notifications.ts';
import { parameters, type Resolve } from './parameters.ts';
import { triggers } from './triggers.ts';

/** What serverless.yml takes from here. */
export { functions };

export async function resources({ resolveVariable }: { resolveVariable: Resolve }): Promise<TemplatePart> {
  return joined([functionRoles, await parameters(resolveVariable), lease, hardwareRoots, hsmUsers, triggers, notifications]);
}

function joined(parts: TemplatePart[]): TemplatePart {
  const all = (section: keyof TemplatePart) => Object.assign({}, ...parts.map((part) => part[section]));
  return { Parameters: all('Parameters'), Resources: all('Resources'), Outputs: all('Outputs') };
}
