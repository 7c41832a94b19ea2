import { alarmNames } from '../../alarms/alarms.ts';
import type { Check } from '../check.ts';
import { standingEnvironments } from '../standing.ts';

const mostNamed = 5;

export const alarmMissing: Check = {
  id: 'alarm-missing',
  title: 'alarms of an environment are missing, or tell nobody',
  why: 'AWS asks for alarms on unhealthy HSMs, near limits and differing counts; what is not watched is found out when it is too late (https://docs.aws.amazon.com/cloudhsm/latest/userguide/bp-monitoring.html).',
  remedy: 'provision the environment again: that puts back what was deleted or changed',
  run: (facts) => {
    const { alarms, stage } = facts;
    if (!alarms) return [];
    const telling = new Set(alarms.filter(({ tells }) => tells).map(({ name }) => name));
    return standingEnvironments(facts).flatMap(({ environment, cluster }) => {
      const missing = alarmNames(stage, environment.name, cluster).filter((name) => !telling.has(name));
      if (missing.length === 0) return [];
      const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : '';
      const evidence = `${missing.slice(0, mostNamed).join(', ')}${more}: ${missing.length === 1 ? 'it is' : 'they are'} not there, or switched off`;
      return [{ resource: environment.name, cluster: cluster.id, environment: environment.name, evidence }];
    });
  },
};
