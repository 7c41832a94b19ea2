/** What is locked while an intent runs: its environment, that environment's drill, or nothing. */
export type LeaseKind = 'environment' | 'drill' | 'none';

export interface Intent {
  lease: LeaseKind;
  /** When it starts by itself, as EventBridge writes it: `rate(…)`, `cron(…)`. */
  schedule?: string;
}

/**
 * What people and programs may ask for. Each has an entry, which is statemachines/run.asl.json under the intent's name, and a body of
 * that name in statemachines/bodies.
 */
export const intents: Record<string, Intent> = {
  provision: { lease: 'environment' },
  scale: { lease: 'environment' },
  connect: { lease: 'environment' },
};
