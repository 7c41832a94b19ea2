import { expect, test } from 'vitest';
import { deadlineExceeded } from '../../../../core/waiting/deadline.ts';
import { type Awaited, usualDurations } from '../../../../core/waiting/usual-durations.ts';

const ca = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1234';

const commands: Record<string, { to: string; command: string; awaited: Awaited[] }> = {
  'a cluster': {
    to: 'cluster-1',
    command: 'aws cloudhsmv2 describe-clusters --filters clusterIds=cluster-1',
    awaited: ['createCluster', 'createHsm', 'deleteHsm', 'deleteCluster', 'initializeCluster', 'activateCluster', 'environment'],
  },
  'a backup': { to: 'cluster-1', command: 'aws cloudhsmv2 describe-backups --filters clusterIds=cluster-1', awaited: ['createBackup'] },
  'a key store': {
    to: 'cks-1',
    command: 'aws kms describe-custom-key-stores --custom-key-store-id cks-1',
    awaited: ['connectKeyStore', 'disconnectKeyStore'],
  },
  'a certificate': {
    to: `${ca}/certificate/5678`,
    command: `aws acm-pca get-certificate --certificate-authority-arn ${ca} --certificate-arn ${ca}/certificate/5678`,
    awaited: ['issueCertificate'],
  },
  'client hosts': {
    to: 'command-1',
    command: 'aws ssm list-command-invocations --command-id command-1 --details',
    awaited: ['runCommand'],
  },
};

test.each(Object.entries(commands))(
  'who waits too long for %s is told the command that shows how far it is',
  (_, { to, command, awaited }) => {
    for (const one of awaited) {
      expect(deadlineExceeded(one, to, 7200.4)).toMatchObject({
        name: 'WaitDeadlineExceeded',
        details: {
          doing: expect.stringMatching(/^waiting /),
          to,
          problem: `not done after 7200 s; it usually takes up to ${usualDurations[one].longest} s`,
          remedy: `see how far it is (\`${command}\`) and what the AWS Health Dashboard says; start the workflow again to go on from here`,
        },
      });
    }
  },
);

test('each wait that there is has its command', () => {
  expect(
    Object.values(commands)
      .flatMap(({ awaited }) => awaited)
      .toSorted(),
  ).toEqual(Object.keys(usualDurations).toSorted());
});
