import type { World } from '../../world.ts';

/** Lets AWS be at work on `what` for some virtual seconds, and then runs `then` with the clock held. */
export function transition(world: World, what: string, seconds: number, then: () => void | Promise<void>): void {
  const from = world.clock.now();
  world.work.record(what, from, from + seconds * 1000);
  world.clock.after('drive', seconds, what, () => void world.clock.during(async () => then()));
}
