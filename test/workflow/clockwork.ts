import type { AwsPlace } from '../../emulator/cloud.ts';

/**
 * From now on nothing but one rule starts anything by the clock, though all are enabled as before. Returns the names of the others that
 * did.
 */
export function stopClockwork({ events }: AwsPlace, but?: string): string[] {
  const running = [...events.buses.get().rules.values()].filter(
    ({ schedule, state, timer, name }) => schedule && state === 'ENABLED' && timer && name !== but,
  );
  for (const rule of running) {
    rule.timer!.cancel();
    rule.timer = undefined;
  }
  return running.map(({ name }) => name);
}

/** Lets days pass in which nothing starts by the clock: a day of looks at every environment takes a test seconds. */
export async function passQuietly(home: AwsPlace, days: number): Promise<void> {
  const names = stopClockwork(home);
  await home.clock.advance(days * 86_400);
  for (const name of names) home.events.rules.switch(name, 'ENABLED');
}
