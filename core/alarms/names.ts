/** What the names of all alarms of an environment begin with: by it they are found. */
export function alarmPrefix(stage: string, environment: string): string {
  return `cloudhsm-lifecycle/${stage}/${environment}/`;
}

/** The alarm that goes off with any of the others. */
export const environmentAlarm = 'environment';

/** Names of dashboards take no slash. */
export function dashboardName(stage: string, environment: string): string {
  return `cloudhsm-lifecycle-${stage}-${environment}`;
}

/** Where CloudHSM writes what is done on the HSMs of a cluster. */
export function auditLogGroup(clusterId: string): string {
  return `/aws/cloudhsm/${clusterId}`;
}

/** What check-health and the metric filters measure. */
export const ownNamespace = 'cloudhsm-lifecycle';

/** That check-health looks, whatever there is to see: without it, silence would be taken for health. */
export const lookMetric = 'HealthLooks';

/** Counted lines have no dimensions: their namespace says whose they are. */
export function auditNamespace(stage: string, environment: string): string {
  return `${ownNamespace}/${stage}/${environment}`;
}
