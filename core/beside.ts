import { intents } from './intents.ts';

/** Intents of one environment that do not run side by side, though they hold different leases; and why. */
const apart: readonly { intents: readonly [string, string]; why: string }[] = [
  { intents: ['drill', 'teardown'], why: 'a drill restores a backup that a teardown may delete' },
];

/**
 * Whether two intents may work on the same environment at a time. What holds the same lease never does; what holds none looks, or only adds
 * copies, and works beside everything.
 */
export function mayRunBeside(one: string, other: string): boolean {
  const [lease, others] = [intents[one]?.lease, intents[other]?.lease];
  if (lease === 'none' || others === 'none') return true;
  if (lease === others) return false;
  return !apart.some(({ intents: pair }) => pair.includes(one) && pair.includes(other));
}
