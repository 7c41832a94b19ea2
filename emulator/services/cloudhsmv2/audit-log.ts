import type { Cluster, Hsm } from './cluster.ts';
import type { CloudHsmNeeds } from './needs.ts';

/** Numbers as AWS's samples show them; those that no page shows are left out of the line. */
const opcodes = {
  CN_INIT_TOKEN: '0x1',
  CN_CREATE_USER: '0x3',
  CN_CREATE_CO: '0x4',
  CN_CHANGE_PSWD: '0x9',
  CN_LOGIN: '0xd',
  CN_GENERATE_KEY: undefined,
  CN_GENERATE_KEY_PAIR: '0x19',
  CN_TOMBSTONE_OBJECT: undefined,
  CN_DELETE_USER: '0xa1',
  CN_SET_M_VALUE: undefined,
  CN_BACKUP_BEGIN: undefined,
  CN_BACKUP_END: undefined,
  CN_RESTORE_BEGIN: undefined,
  CN_RESTORE_END: undefined,
} as const;

const responses = {
  success: '0:HSM Return: SUCCESS',
  'wrong password': '163:HSM Error: RET_USER_LOGIN_FAILURE',
  'unknown user': "157:HSM Error: user isn't initialized or user with this name doesn't exist",
} as const;

const userTypes: Record<string, string> = {
  admin: 'CN_CRYPTO_OFFICER (2)',
  'crypto-user': 'CN_CRYPTO_USER (1)',
  'internal(APPLIANCE_USER)': 'CN_APPLIANCE_USER (5)',
  'unactivated-admin': 'CN_CRYPTO_PRE_OFFICER (6)',
};

export interface AuditEntry {
  opcode: keyof typeof opcodes;
  /** `success` where it is absent. */
  response?: keyof typeof responses;
  user?: { username: string; role: string };
}

/**
 * Writes what was done on an HSM into the audit log of its cluster: a group of the cluster, a stream of each HSM (AWS CloudHSM User Guide,
 * "Interpreting audit logs"). Nothing is written where keys are used.
 */
export function auditHsm(
  { logs, clock }: CloudHsmNeeds,
  { clusterId }: Cluster,
  hsm: Hsm,
  { opcode, response = 'success', user }: AuditEntry,
): void {
  const number = opcodes[opcode];
  const lines = [
    `Time: ${timeOf(clock.date())}, usecs:${clock.now() * 1000}`,
    'Version No : 1.0',
    `Sequence No : 0x${hsm.audited.toString(16)}`,
    'Reboot counter : 0x1',
    'Command Type(hex) : CN_MGMT_CMD (0x0)',
    `Opcode : ${number ? `${opcode} (${number})` : opcode}`,
    'Session Handle : 0x1004001',
    `Response : ${responses[response]}`,
    `Log type : ${user ? 'MGMT_USER_DETAILS_LOG (2)' : 'MINIMAL_LOG_ENTRY (0)'}`,
    ...(user ? [`User Name : ${user.username}`, `User Type : ${userTypes[user.role] ?? user.role}`] : []),
  ];
  hsm.audited++;
  logs.append(`/aws/cloudhsm/${clusterId}`, hsm.hsmId, lines.join('\n'));
}

/** `01/05/26 09:12:34.123000` */
function timeOf(date: Date): string {
  const [year = '', month, day] = date.toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year.slice(2)} ${date.toISOString().slice(11, 23)}000`;
}
