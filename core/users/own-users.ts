import { adminNames } from './admins.ts';
import { canaryUser } from './canary.ts';

/** Users of an environment that no file names: its administrators, KMS's user, and the workflow's own. They are never deleted. */
export const ownUsers = [...adminNames, 'kmsuser', canaryUser];
