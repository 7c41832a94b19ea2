import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type Awaited, usualDurations } from './usual-durations.ts';

interface Look {
  doing: string;
  /** What people type to see how far it is, by what is waited for. */
  command: (to: string) => string;
}

const cluster = (to: string) => `aws cloudhsmv2 describe-clusters --filters clusterIds=${to}`;
const keyStore = (to: string) => `aws kms describe-custom-key-stores --custom-key-store-id ${to}`;

const looks: Record<Awaited, Look> = {
  createCluster: { doing: 'waiting for the cluster', command: cluster },
  createHsm: { doing: 'waiting for HSMs', command: cluster },
  deleteHsm: { doing: 'waiting until HSMs are gone', command: cluster },
  deleteCluster: { doing: 'waiting until the cluster is gone', command: cluster },
  initializeCluster: { doing: 'waiting for the initialization', command: cluster },
  activateCluster: { doing: 'waiting for the activation to show', command: cluster },
  issueCertificate: {
    doing: 'waiting for the certificate',
    command: (to) => `aws acm-pca get-certificate --certificate-authority-arn ${to.split('/certificate/')[0]} --certificate-arn ${to}`,
  },
  createBackup: { doing: 'waiting for a backup', command: (to) => `aws cloudhsmv2 describe-backups --filters clusterIds=${to}` },
  environment: { doing: 'waiting until all of it stands', command: cluster },
  connectKeyStore: { doing: 'waiting for the key store to connect', command: keyStore },
  runCommand: {
    doing: 'waiting for client hosts',
    command: (to) => `aws ssm list-command-invocations --command-id ${to} --details`,
  },
  disconnectKeyStore: { doing: 'waiting for the key store to disconnect', command: keyStore },
};

/** @param to the id of what is waited for */
export function deadlineExceeded(awaited: Awaited, to: string, elapsedSeconds: number): LifecycleError {
  const { doing, command } = looks[awaited];
  return new LifecycleError('WaitDeadlineExceeded', {
    doing,
    to,
    problem: `not done after ${Math.round(elapsedSeconds)} s; it usually takes up to ${usualDurations[awaited].longest} s`,
    remedy: `see how far it is (\`${command(to)}\`) and what the AWS Health Dashboard says; start the workflow again to go on from here`,
  });
}
