import type { MetricDataQuery, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { toldHere } from '../commands-here.ts';
import { countedLines } from './audit-log.ts';
import { limitsOf } from './limits.ts';
import { alarmPrefix, auditNamespace, ownNamespace } from './names.ts';

/** What an environment's alarms look at. */
export interface Watched {
  stage: string;
  environment: string;
  clusterId: string;
  hsmType: string;
  /** Where alarms are sent. */
  topic: string;
}

/** An alarm as it is asked for: every member that has to be so. */
type AlarmDeclaration = PutMetricAlarmCommandInput & { AlarmName: string };

/** HSMs of a cluster take a while until they hold the same. */
const fifteenMinutes = { EvaluationPeriods: 3, DatapointsToAlarm: 3 };
const atOnce = { EvaluationPeriods: 1, DatapointsToAlarm: 1 };

/**
 * The alarms that AWS recommends (Prescriptive Guidance, "Monitoring AWS CloudHSM"; User Guide, "Best practices for monitoring"), by
 * cluster: an HSM that CloudHSM replaces has another id, and what the maximum over the HSMs does not show no single one would. Then what
 * the audit log tells, and what CloudWatch does not know and check-health measures.
 */
export function alarmsOf(watched: Watched): AlarmDeclaration[] {
  return [...ofHsms(watched), ...ofAuditLog(watched), ...ofHealth(watched)];
}

/** The names of what watches a cluster of an environment. */
export function alarmNames(stage: string, environment: string, { id, hsmType }: { id: string; hsmType: string }): string[] {
  return alarmsOf({ stage, environment, clusterId: id, hsmType, topic: '' }).map(({ AlarmName }) => AlarmName);
}

function ofHsms(watched: Watched): AlarmDeclaration[] {
  const { keys, users } = limitsOf(watched.hsmType);
  const metric = (MetricName: string, Statistic: 'Maximum' | 'Minimum') => ({ ...hsmMetric(watched, MetricName), Statistic, Period: 300 });
  const fullAt = Math.floor(keys * 0.75);
  return [
    alarm(watched, 'hsm-unhealthy', {
      ...hsmMetric(watched, 'HsmUnhealthy'),
      Statistic: 'Maximum',
      Period: 60,
      ...atOnce,
      ...atLeast(1),
      ...clearing(watched),
      AlarmDescription: 'An HSM does not work. CloudHSM replaces it by itself within minutes; until then the others do its work.',
    }),
    alarm(watched, 'keys-near-limit', {
      Metrics: [
        query(watched, 'session', 'HsmKeysSessionOccupied', 'Maximum'),
        query(watched, 'token', 'HsmKeysTokenOccupied', 'Maximum'),
        { Id: 'keys', Expression: 'session + token', ReturnData: true },
      ],
      ...atOnce,
      ...atLeast(fullAt),
      AlarmDescription: `An HSM holds ${fullAt} keys or more, three quarters of the ${keys} that it can hold.`,
    }),
    alarm(watched, 'sessions-near-limit', {
      ...metric('HsmSessionCount', 'Maximum'),
      ...atOnce,
      ...atLeast(1800),
      AlarmDescription: 'An HSM has 1800 connections or more, of the 2048 that it takes.',
    }),
    alarm(watched, 'users-near-limit', {
      ...metric('HsmUsersAvailable', 'Minimum'),
      ...atOnce,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      Threshold: 15,
      AlarmDescription: `An HSM has room for 15 users or fewer, of ${users}.`,
    }),
    differing(watched, 'keys-differ', 'HsmKeysTokenOccupied', 'keys: some can be used on a part of the HSMs only'),
    differing(watched, 'users-differ', 'HsmUsersAvailable', 'users: KMS does not connect where kmsuser misses on one'),
  ];
}

function differing(watched: Watched, name: string, metric: string, what: string): AlarmDeclaration {
  return alarm(watched, name, {
    Metrics: [
      query(watched, 'most', metric, 'Maximum'),
      query(watched, 'least', metric, 'Minimum'),
      { Id: 'difference', Expression: 'most - least', ReturnData: true },
    ],
    ...fifteenMinutes,
    ...atLeast(1),
    AlarmDescription: `For 15 minutes the HSMs have not held the same ${what}.`,
  });
}

function ofAuditLog(watched: Watched): AlarmDeclaration[] {
  return countedLines.map(({ name, atLeast: threshold, description }) =>
    alarm(watched, name, {
      Namespace: auditNamespace(watched.stage, watched.environment),
      MetricName: name,
      Dimensions: [],
      Statistic: 'Sum',
      Period: 300,
      ...atOnce,
      ...atLeast(threshold),
      AlarmDescription: `${description} Who and where: the audit log of cluster ${watched.clusterId}.`,
    }),
  );
}

function ofHealth(watched: Watched): AlarmDeclaration[] {
  const metric = (MetricName: string, Statistic: 'Maximum' | 'Minimum') => ({
    ...healthMetric(watched, MetricName),
    Statistic,
    Period: 300,
  });
  // nothing is measured while a run is at work: it stays as it was
  const waiting = { TreatMissingData: 'ignore' };
  return [
    alarm(watched, 'not-as-asked', {
      ...metric('NotAsAsked', 'Maximum'),
      ...fifteenMinutes,
      ...atLeast(1),
      ...waiting,
      ...clearing(watched),
      AlarmDescription: 'For 15 minutes the environment has not been what its file asks for. The log of check-health says what is missing.',
    }),
    alarm(watched, 'key-store-not-connected', {
      ...metric('KeyStoreConnected', 'Minimum'),
      ...fifteenMinutes,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      ...waiting,
      ...clearing(watched),
      AlarmDescription: toldHere(
        `KMS has not been connected for 15 minutes: its keys cannot be used. \`npx hsm connect ${watched.environment}\` says why, and mends it.`,
      ),
    }),
    alarm(watched, 'backup-old', {
      ...metric('BackupAgeHours', 'Minimum'),
      ...atOnce,
      ...atLeast(26),
      ...waiting,
      ...clearing(watched),
      AlarmDescription: 'The newest READY backup is 26 hours old or older; CloudHSM makes one every 24 hours.',
    }),
  ];
}

export function hsmMetric({ clusterId }: Watched, MetricName: string) {
  return { Namespace: 'AWS/CloudHSM', MetricName, Dimensions: [{ Name: 'ClusterId', Value: clusterId }] };
}

export function healthMetric({ stage, environment }: Watched, MetricName: string) {
  const Dimensions = [
    { Name: 'Stage', Value: stage },
    { Name: 'Environment', Value: environment },
  ];
  return { Namespace: ownNamespace, MetricName, Dimensions };
}

function query(watched: Watched, Id: string, MetricName: string, Stat: string): MetricDataQuery {
  return { Id, MetricStat: { Metric: hsmMetric(watched, MetricName), Period: 300, Stat }, ReturnData: false };
}

const atLeast = (Threshold: number) => ({ ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const, Threshold });

/** What is over is told too, where people wait for it. */
const clearing = ({ topic }: Watched) => ({ OKActions: [topic] });

function alarm(watched: Watched, name: string, about: Omit<PutMetricAlarmCommandInput, 'AlarmName'>): AlarmDeclaration {
  return {
    AlarmName: `${alarmPrefix(watched.stage, watched.environment)}${name}`,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [watched.topic],
    InsufficientDataActions: [],
    TreatMissingData: 'notBreaching',
    ...about,
  } as AlarmDeclaration;
}
