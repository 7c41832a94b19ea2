import type { AwsPlace } from '../../emulator/cloud.ts';

/** From now on nothing but one rule starts anything by the clock. Returns the names of the others that did. */
export function stopClockwork({ events }: AwsPlace, but?: string): string[] {
  const running = [...events.buses.get().rules.values()].filter(({ schedule, state }) => schedule && state === 'ENABLED');
  const names = running.map(({ name }) => name).filter((name) => name !== but);
  for (const name of names) events.rules.switch(name, 'DISABLED');
  return names;
}

/** Lets days pass in which nothing starts by the clock: a day of looks at every environment takes a test seconds. */
export async function passQuietly(home: AwsPlace, days: number): Promise<void> {
  const names = stopClockwork(home);
  await home.clock.advance(days * 86_400);
  for (const name of names) home.events.rules.switch(name, 'ENABLED');
}
