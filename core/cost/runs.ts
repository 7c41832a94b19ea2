import { weekdaysIn } from '../calendar/weekdays.ts';
import type { Environment } from '../environment/environment.ts';

/** What a run takes that starts by the clock, as measured on the local AWS with one environment in one place; each further place adds six to an audit's. */
const taken: Record<string, { transitions: number; taskMinutes: number; drillHours: number }> = {
  audit: { transitions: 20, taskMinutes: 0, drillHours: 0 },
  'copy-backups': { transitions: 63, taskMinutes: 0, drillHours: 0 },
  // its HSM stands for half an hour, and each hour that has begun is billed
  drill: { transitions: 98, taskMinutes: 2, drillHours: 1 },
  park: { transitions: 95, taskMinutes: 0, drillHours: 0 },
  // of three HSMs with a key store
  'come back': { transitions: 198, taskMinutes: 2, drillHours: 0 },
  // of three users, each by a task
  rotate: { transitions: 44, taskMinutes: 3, drillHours: 0 },
};

const daysPerMonth = 730 / 24;

export interface Usage {
  /** Of state machines, a month. */
  transitions: number;
  /** Of the task beside the HSMs, a month. */
  taskHours: number;
  /** Of the HSMs of drills, a month. */
  drillHours: number;
}

/** What the stage's own schedules take a month: a run of each a day. */
export const daily: Usage = usageOf([
  ['audit', daysPerMonth],
  ['copy-backups', daysPerMonth],
]);

/** What starts by the clock for an environment. */
export function scheduled(file: Environment | undefined): Usage {
  const { backups, parking, rotation } = file ?? {};
  const turns = parking ? (daysPerMonth * weekdaysIn(parking.days).size) / 7 : 0;
  return usageOf([
    ['drill', backups?.drillEveryDays ? daysPerMonth / backups.drillEveryDays : 0],
    ['park', turns],
    ['come back', turns],
    ['rotate', rotation ? daysPerMonth / rotation.everyDays : 0],
  ]);
}

export function together(usages: Usage[]): Usage {
  return {
    transitions: usages.reduce((sum, one) => sum + one.transitions, 0),
    taskHours: usages.reduce((sum, one) => sum + one.taskHours, 0),
    drillHours: usages.reduce((sum, one) => sum + one.drillHours, 0),
  };
}

function usageOf(runs: [intent: string, perMonth: number][]): Usage {
  return {
    transitions: Math.round(runs.reduce((sum, [intent, perMonth]) => sum + perMonth * taken[intent]!.transitions, 0)),
    taskHours: runs.reduce((sum, [intent, perMonth]) => sum + (perMonth * taken[intent]!.taskMinutes) / 60, 0),
    drillHours: runs.reduce((sum, [intent, perMonth]) => sum + perMonth * taken[intent]!.drillHours, 0),
  };
}
