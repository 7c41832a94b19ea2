import type { Caller } from '../kernel/caller.ts';
import { ConnectionCut } from '../kernel/faults.ts';
import { within } from '../kernel/hold.ts';
import type { Place } from './place.ts';

/** A request under way. It holds the clock, its caller's activity knows of it (rule R2), and it must end. */
export interface OpenRequest {
  /** Waits for virtual time (or anything that takes some) without holding the clock. */
  park<T>(wait: Promise<T>): Promise<T>;
  /** Runs what the request asks for, which may ask other services. */
  within<T>(work: () => T): T;
  end(): void;
}

/** A wait; where virtual time ends before, its connection is cut. */
async function orCut<T>({ clock }: Place, wait: Promise<T>): Promise<T> {
  const { stopped } = clock;
  if (stopped.aborted) throw new ConnectionCut();
  let cut = () => {};
  const end = new Promise<never>((_, reject) => {
    cut = () => reject(new ConnectionCut());
    stopped.addEventListener('abort', cut);
  });
  try {
    return await Promise.race([wait, end]);
  } finally {
    stopped.removeEventListener('abort', cut);
  }
}

export function openRequest(place: Place, caller: Caller): OpenRequest {
  const activity = caller.kind === 'role' ? caller.activity : undefined;
  const hold = place.clock.hold();
  activity?.requestBegan();
  return {
    park: async (wait) => {
      hold.park();
      activity?.requestParked();
      try {
        return await orCut(place, wait);
      } finally {
        activity?.requestUnparked();
        hold.unpark();
      }
    },
    within: (work) => within(hold, work),
    end: () => {
      activity?.requestEnded();
      hold.release();
    },
  };
}
