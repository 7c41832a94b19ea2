import { request } from '../local-aws.ts';
import type { Deployment } from './deployment.ts';

/** From now on nothing starts by the clock: a month of looks every five minutes takes minutes, where it shows nothing. */
export async function withoutSchedules({ emulator }: Pick<Deployment, 'emulator'>): Promise<void> {
  const { Rules } = (await request(emulator, 'events', 'ListRules', {})) as { Rules: { Name: string; ScheduleExpression?: string }[] };
  for (const { Name, ScheduleExpression } of Rules) if (ScheduleExpression) await request(emulator, 'events', 'DisableRule', { Name });
}
