import { arn, prefix, type Resource, service, stage, sub, type TemplatePart } from './cloudformation.ts';
import { adopt } from './functions/adopt.ts';
import { audit } from './functions/audit.ts';
import { clients } from './functions/clients.ts';
import { cluster } from './functions/cluster.ts';
import { copyBackups } from './functions/copy-backups.ts';
import { drill } from './functions/drill.ts';
import { due } from './functions/due.ts';
import { hsms } from './functions/hsms.ts';
import { keyStore } from './functions/key-store.ts';
import { monitoring } from './functions/monitoring.ts';
import { repair } from './functions/repair.ts';
import { restore } from './functions/restore.ts';
import { rotate } from './functions/rotate.ts';
import { run } from './functions/run.ts';
import { stackResource } from './functions/stack-resource.ts';
import type { Steps } from './functions/step.ts';
import { teardown } from './functions/teardown.ts';
import { allow, role } from './iam.ts';
import { pascal } from './names.ts';

/** Every function with what it may do, and nothing more. */
const steps: Steps = {
  ...run,
  ...cluster,
  ...adopt,
  ...hsms,
  ...keyStore,
  ...monitoring,
  ...due,
  ...copyBackups,
  ...drill,
  ...repair,
  ...restore,
  ...rotate,
  ...teardown,
  ...clients,
  ...audit,
  ...stackResource,
};

const roleName = (name: string) => `${pascal(name)}FunctionRole`;

export const functions = Object.fromEntries(
  Object.entries(steps).map(([name, { environment = {}, memorySize = 256, timeout = 30 }]) => [
    name,
    {
      handler: `dist/${name}/index.handler`,
      role: sub(`\${${roleName(name)}.Arn}`), // by name alone, the framework adds a DependsOn that is there already
      timeout,
      memorySize,
      environment: { ...environment, STAGE: stage, POWERTOOLS_SERVICE_NAME: service },
    },
  ]),
);

/** A function's role trusts Lambda and may write to the function's own log group. */
export const functionRoles: TemplatePart = {
  Resources: Object.fromEntries(
    Object.entries(steps).map(([name, { permissions }]): [string, Resource] => {
      const logs = arn('logs', `log-group:/aws/lambda/${prefix}-${name}:*`);
      return [
        roleName(name),
        role('lambda.amazonaws.com', name, [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logs), ...permissions]),
      ];
    }),
  ),
};
