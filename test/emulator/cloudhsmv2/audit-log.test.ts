import { expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { activeCluster, addHsm } from './lifecycle.ts';

/** What an HSM has written, by opcode. */
async function written(aws: Emulator, clusterId: string, hsmId: string): Promise<{ opcode: string; message: string }[]> {
  const asked = { logGroupName: `/aws/cloudhsm/${clusterId}`, logStreamName: hsmId, startFromHead: true };
  const { events } = await request(aws, 'logs', 'GetLogEvents', asked);
  return events.map(({ message }: any) => ({ opcode: /Opcode : (\w+)/.exec(message)?.[1], message }));
}

it('tells in a stream of each HSM what was done on it, in lines as AWS shows them', async () => {
  const aws = await localAws();
  const clusterId = await activeCluster(aws);
  const [{ hsmId }] = aws.home.cloudhsmv2.cluster(clusterId)!.hsms as [any];

  const [first, ...others] = await written(aws, clusterId, hsmId);

  expect(first!.message.split('\n')).toEqual([
    expect.stringMatching(/^Time: 01\/05\/26 09:\d\d:\d\d\.\d{6}, usecs:17676\d{11}$/),
    'Version No : 1.0',
    'Sequence No : 0x0',
    'Reboot counter : 0x1',
    'Command Type(hex) : CN_MGMT_CMD (0x0)',
    'Opcode : CN_INIT_TOKEN (0x1)',
    'Session Handle : 0x1004001',
    'Response : 0:HSM Return: SUCCESS',
    'Log type : MINIMAL_LOG_ENTRY (0)',
  ]);
  expect(others.map(({ opcode }) => opcode)).toEqual(['CN_BACKUP_BEGIN', 'CN_BACKUP_END']);
});

it('begins with a restoration where an HSM joins, and has no gap in its sequence', async () => {
  const aws = await localAws();
  const clusterId = await activeCluster(aws);
  const { HsmId } = await addHsm(aws, clusterId, 1);
  const cluster = aws.home.cloudhsmv2.cluster(clusterId)!;
  aws.home.cloudhsmv2.audit(cluster, cluster.hsms, {
    opcode: 'CN_LOGIN',
    response: 'wrong password',
    user: { username: 'app', role: 'crypto-user' },
  });

  const lines = await written(aws, clusterId, HsmId);

  expect(lines.map(({ opcode }) => opcode)).toEqual(['CN_RESTORE_BEGIN', 'CN_RESTORE_END', 'CN_LOGIN']);
  expect(lines.map(({ message }) => /Sequence No : (\w+)/.exec(message)?.[1])).toEqual(['0x0', '0x1', '0x2']);
  expect(lines[2]!.message).toContain('Response : 163:HSM Error: RET_USER_LOGIN_FAILURE');
  expect(lines[2]!.message).toContain('User Name : app\nUser Type : CN_CRYPTO_USER (1)');
});
