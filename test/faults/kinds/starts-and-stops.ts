import type { Caller } from '../../../emulator/kernel/caller.ts';
import type { Execution } from '../../../emulator/services/states/execution.ts';
import { type Case, type Kind, kind } from '../kind.ts';
import { machineOf, startByHand } from '../recording.ts';
import { happens } from './at-moments.ts';
import { type CallTarget, callTargets, changingCalls, isOf } from './calls.ts';

/** What people and time do to executions: StopExecution, RedriveExecution, another start; their own time is up. */
export const startsAndStops: Kind[] = [
  happens('stopped', { expected: 'a named end', act: stop }),
  stoppedAtChange(),
  happens('stopped-and-started', {
    expected: 'a named end',
    act: async (on) => {
      await stop(on);
      on.rig.home.clock.after('drive', 5, 'a person', () => void startByHand(on.rig, on.recording.scenario));
    },
  }),
  {
    ...happens('redriven', { expected: 'the same end', strikesOn: 'its end', act: stop }),
    afterwards: async (on) => {
      await redrive(on);
      await on.rig.idle();
    },
  },
  happens('redriven-at-once', {
    expected: 'the same end',
    strikesOn: 'the run',
    act: async (on) => {
      await stop(on);
      await redrive(on);
    },
  }),
  {
    ...happens('timed-out-redriven', { expected: 'the same end', strikesOn: 'its time', act: (on) => runningEntry(on)?.timeOut() }),
    afterwards: async (on) => {
      await redrive(on);
      await on.rig.idle();
    },
  },
  happens('body-timed-out', {
    expected: 'a named end',
    when: ({ machine }) => machine.startsWith('body-'),
    act: ({ rig }, moment) => rig.runs(moment!.machine).at(-1)?.timeOut(),
  }),
  happens('two-starts', {
    expected: 'the same end',
    strikesOn: 'a start',
    act: ({ rig, recording }) => startByHand(rig, recording.scenario),
  }),
  happens('another-file', {
    expected: 'the same end of one',
    act: ({ rig, recording: { scenario } }) => rig.start({ ...scenario.file, backupRetentionDays: 60 }, 'provision'),
  }),
];

/** Right after a change, and before the run knows of it. */
function stoppedAtChange(): Kind {
  return kind<CallTarget>({
    name: 'stopped-at-change',
    expected: 'a named end',
    targets: (recording) => callTargets(changingCalls(recording).filter(({ canDie }) => canDie)),
    arm: (on, { call }) => {
      const only = (input: unknown, caller: Caller) => isOf(on, call, input, caller);
      const met = on.rig.home.faults.inject({ operation: call.operation, skip: call.nth - 1, only, whenDone: () => stop(on) });
      return () => met() > 0;
    },
  });
}

async function stop(on: Case): Promise<void> {
  const running = runningEntry(on);
  if (running) await on.rig.ask('stepfunctions', 'StopExecution', { executionArn: running.arn });
}

async function redrive({ rig, recording }: Case): Promise<void> {
  for (const { arn, status } of rig.runs(machineOf(recording.scenario))) {
    if (['ABORTED', 'TIMED_OUT'].includes(status)) await rig.ask('stepfunctions', 'RedriveExecution', { executionArn: arn });
  }
}

function runningEntry({ rig, recording }: Case): Execution | undefined {
  return rig.runs(machineOf(recording.scenario)).find(({ status }) => status === 'RUNNING');
}
