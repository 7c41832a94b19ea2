import { AwsError } from '../kernel/aws-error.ts';
import type { LoggedCall } from '../kernel/call-log.ts';
import type { Activity, Caller } from '../kernel/caller.ts';
import { ConnectionCut, type Injected } from '../kernel/faults.ts';
import { type OpenRequest, openRequest } from './open-request.ts';
import type { Place } from './place.ts';

/** A request that a service has let in. */
interface Exchange {
  call: LoggedCall;
  request: OpenRequest;
  /** What the operation does and answers. It may wait for virtual time by the request that it is given. */
  run: (request: OpenRequest) => unknown;
}

/**
 * Answers a request: notes in the log that it was let in, and lets it meet the faults that a test asked for.
 *
 * @throws AwsError what the service, or the fault, answers instead
 */
export async function exchange(place: Place, wanted: Exchange): Promise<unknown> {
  const { call, request, run } = wanted;
  // it reaches nobody: no fault meets it, and nothing of it is on record
  if (place.faults.isLost(call.region)) throw new ConnectionCut();
  place.calls.letIn(call);
  const fault = place.faults.take(call);
  if (!fault) return run(request);
  try {
    return await suffer(place, wanted, fault);
  } finally {
    if (fault.answeredAfterSeconds) await request.park(place.clock.sleep(fault.answeredAfterSeconds, `late answer to ${call.operation}`));
  }
}

async function suffer(place: Place, wanted: Exchange, fault: Injected): Promise<unknown> {
  const { call, request, run } = wanted;
  const { operation, caller } = call;
  if (fault.past) return fault.past.stale(call, () => run(request));
  if ('runsAfterSeconds' in fault) return runLater(place, wanted, fault.runsAfterSeconds);
  if ('whenDone' in fault) {
    const output = await run(request);
    await fault.whenDone();
    return output;
  }
  if ('startsAfterSeconds' in fault) await request.park(place.clock.sleep(fault.startsAfterSeconds, `late start of ${operation}`));
  if (!('when' in fault)) return run(request);
  if (fault.when === 'after') await run(request);
  if ('error' in fault) throw fault.error;
  const activity = caller.kind === 'role' && caller.activity;
  if (!activity) throw new Error(`${caller.arn} is no function or container that could die at ${operation}`);
  activity.kill();
  throw new ConnectionCut();
}

/** A function or container waits no longer than its own limit; AWS's own services see the connection cut. */
async function runLater(place: Place, { call: { operation, caller }, request, run }: Exchange, seconds: number): Promise<never> {
  const activity = caller.kind === 'role' ? caller.activity : undefined;
  const goneCaller = activity ? { ...caller, activity: undefined } : caller;
  const begin = async () => {
    const late = openRequest(place, goneCaller as Caller);
    try {
      await run(late);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    } finally {
      late.end();
    }
  };
  const gone = gaveUp(place, activity);
  void gone.then(() => place.clock.after('drive', seconds, `late effect of ${operation}`, () => void begin()));
  await request.park(gone);
  throw new ConnectionCut();
}

/** When a caller has given up: after a limit of its own, or at its end; AWS's own services do at once. */
function gaveUp(place: Place, activity: Activity | undefined): Promise<void> {
  if (!activity) return Promise.resolve();
  const { ended, patienceSeconds, sessionName } = activity;
  if (patienceSeconds === undefined) return ended;
  return new Promise((resolve) => {
    const timer = place.clock.after('drive', patienceSeconds, `patience of ${sessionName}`, resolve);
    void ended.then(() => {
      timer.cancel();
      resolve();
    });
  });
}
