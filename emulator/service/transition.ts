import type { Place } from './place.ts';

/** Lets AWS be at work on `what` for some virtual seconds, and then runs `then` with the clock held. */
export function transition(place: Place, what: string, seconds: number, then: () => void | Promise<void>): void {
  const from = place.clock.now();
  place.work.record(what, from, from + seconds * 1000);
  place.clock.after('drive', seconds, what, () => void place.clock.during(async () => then()));
}
