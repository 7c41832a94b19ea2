import { healthMetric, hsmMetric, type Watched } from '../alarms/alarms.ts';
import { alarmPrefix, auditLogGroup } from '../alarms/names.ts';

/** A page that shows an environment: what its HSMs report, what check-health measures, its alarms, and its audit log. */
export function dashboardOf(watched: Watched, region: string, alarmArns: string[]): string {
  const graph = (title: string, metrics: unknown[][], x: number, y: number) => ({
    type: 'metric',
    x,
    y,
    width: 8,
    height: 6,
    properties: { title, region, view: 'timeSeries', period: 300, metrics },
  });
  const line = ({ Namespace, MetricName, Dimensions }: ReturnType<typeof hsmMetric>, stat: string) => [
    Namespace,
    MetricName,
    ...Dimensions.flatMap(({ Name, Value }) => [Name, Value]),
    { stat },
  ];
  const hsm = (name: string, stat = 'Maximum') => line(hsmMetric(watched, name), stat);
  const health = (name: string, stat = 'Maximum') => line(healthMetric(watched, name), stat);
  return JSON.stringify({
    widgets: [
      {
        type: 'alarm',
        x: 0,
        y: 0,
        width: 24,
        height: 3,
        properties: { title: alarmPrefix(watched.stage, watched.environment), alarms: alarmArns },
      },
      graph('HSMs', [hsm('HsmUnhealthy', 'Sum'), health('HsmsWanted'), health('HsmsActive', 'Minimum')], 0, 3),
      graph('Keys', [hsm('HsmKeysTokenOccupied'), hsm('HsmKeysTokenOccupied', 'Minimum'), hsm('HsmKeysSessionOccupied')], 8, 3),
      graph('Sessions', [hsm('HsmSessionCount')], 16, 3),
      graph('Room for users', [hsm('HsmUsersAvailable', 'Minimum')], 0, 9),
      graph('Not as asked; key store connected', [health('NotAsAsked'), health('KeyStoreConnected', 'Minimum')], 8, 9),
      graph('Age of the newest backup, hours', [health('BackupAgeHours')], 16, 9),
      {
        type: 'log',
        x: 0,
        y: 15,
        width: 24,
        height: 6,
        properties: {
          title: 'Audit log of the HSMs',
          region,
          query: `SOURCE '${auditLogGroup(watched.clusterId)}' | fields @timestamp, @logStream, @message | sort @timestamp desc | limit 50`,
          view: 'table',
        },
      },
    ],
  });
}
