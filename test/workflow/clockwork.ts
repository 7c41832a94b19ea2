import type { AwsPlace } from '../../emulator/cloud.ts';

/** From now on nothing starts by the clock. Returns the names of the rules that did. */
export function stopClockwork({ events }: AwsPlace): string[] {
  const names = [...events.rules.values()].filter(({ schedule, state }) => schedule && state === 'ENABLED').map(({ name }) => name);
  for (const name of names) events.switchRule(name, 'DISABLED');
  return names;
}

/** Lets days pass in which nothing starts by the clock: a day of looks at every environment takes a test seconds. */
export async function passQuietly(home: AwsPlace, days: number): Promise<void> {
  const names = stopClockwork(home);
  await home.clock.advance(days * 86_400);
  for (const name of names) home.events.switchRule(name, 'ENABLED');
}
