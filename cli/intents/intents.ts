import type { IntentName } from '../../core/intents.ts';
import { adopt } from './adopt.ts';
import { audit } from './audit.ts';
import { clients } from './clients.ts';
import { connect } from './connect.ts';
import { copyBackups } from './copy-backups.ts';
import { disconnect } from './disconnect.ts';
import { drill } from './drill.ts';
import type { Intent } from './intent.ts';
import { provision } from './provision.ts';
import { repair } from './repair.ts';
import { restore } from './restore.ts';
import { rotate } from './rotate.ts';
import { scale } from './scale.ts';
import { teardown } from './teardown.ts';

const all = {
  provision,
  scale,
  repair,
  connect,
  disconnect,
  adopt,
  rotate,
  restore,
  teardown,
  clients,
  drill,
  'copy-backups': copyBackups,
  audit,
} satisfies Record<IntentName, Intent>;

/** Every intent, by its name. */
export const intents: Readonly<Record<string, Intent>> = all;
