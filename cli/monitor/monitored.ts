import type { AlarmState, Figure } from './figures.ts';

/** What `hsm monitor --json` prints. */
export interface Monitored {
  environment: string;
  cluster: string | null;
  hours: number;
  /** ISO 8601 */
  from: string;
  to: string;
  periodSeconds: number;
  figures: Figure[];
  alarms: AlarmState[];
}
