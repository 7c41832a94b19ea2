import { groupedBy } from '../../../core/grouped-by.ts';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import type { Caller } from '../../../emulator/kernel/caller.ts';
import { ConnectionCut, type Harm } from '../../../emulator/kernel/faults.ts';
import { type Case, type Kind, kind, type Struck, slug, type Target } from '../kind.ts';
import { type RecordedCall, type Recording, subjectOf } from '../recording.ts';
import { failed, throttled } from './service-errors.ts';

export interface CallTarget extends Target {
  call: RecordedCall;
}

/** Nothing stays behind of them, so that it makes no difference whether they were done. */
const readsOnly = /:(Describe|List|Get|BatchGet)|^kms:(Encrypt|Decrypt)$|^data-plane:(user list|cluster hsm-info|key list|login|quorum)/;

const changes = ({ operation }: RecordedCall) => !readsOnly.test(operation);
/** HSMs answer their client's connection, and no AWS protocol. */
const ofAService = ({ operation }: RecordedCall) => !operation.startsWith('data-plane:');
const any = () => true;

/** Requests that go wrong once. */
export const callKinds: Kind[] = [
  strikes('throttled', ofAService, ({ operation }) => ({ when: 'before', error: throttled(operation) })),
  strikes('5xx-before', ofAService, ({ operation }) => ({ when: 'before', error: failed(operation) })),
  strikes(
    '5xx-after',
    (call) => ofAService(call) && changes(call),
    ({ operation }) => ({ when: 'after', error: failed(operation) }),
  ),
  strikes('cut-before', any, () => ({ when: 'before', error: new ConnectionCut() })),
  strikes('cut-after', changes, () => ({ when: 'after', error: new ConnectionCut() })),
  strikes(
    'killed-before',
    ({ canDie }) => canDie,
    () => ({ when: 'before', kills: true }),
  ),
  strikes(
    'killed-after',
    (call) => call.canDie && changes(call),
    () => ({ when: 'after', kills: true }),
  ),
  strikes('late-answer', any, () => ({ answeredAfterSeconds: 600 })),
  strikes('late-effect', changes, () => ({ runsAfterSeconds: 45 })),
  staleReads(),
  notSeenYet(),
];

function strikes(name: string, at: (call: RecordedCall) => boolean, harm: (call: RecordedCall) => Harm): Kind {
  return kind<CallTarget>({
    name,
    expected: 'the same end',
    strikesOn: (targetId) => struckBy(name, targetId),
    targets: (recording) => callTargets(telling(recording.calls.filter(at))),
    arm: (on, { call }) => {
      const only = (input: unknown, caller: Caller) => isOf(on, call, input, caller);
      const met = on.rig.home.faults.inject({ operation: call.operation, skip: call.nth - 1, only, ...harm(call) });
      return () => met() > 0;
    },
  });
}

/** How long after an old answer another one is as old. */
const secondsOfStaleness = 120;

/** The answer of before the last change, to a request and to whoever asks for the same next. */
function staleReads(): Kind {
  return kind<CallTarget>({
    name: 'stale-read',
    expected: 'the same end',
    strikesOn: (targetId) => struckBy('stale-read', targetId),
    targets: ({ calls }) =>
      callTargets(
        telling(
          calls.filter(({ canBeStale }) => canBeStale),
          ({ input }) => JSON.stringify(input),
        ),
      ),
    arm: (on, { call }) => {
      const wanted = JSON.stringify(call.input);
      const { clock } = on.rig.home;
      let seen = 0;
      let from = 0;
      const met = on.rig.home.faults.inject({
        operation: call.operation,
        stale: true,
        inputs: [call.input],
        times: 2,
        only: (input, caller) => {
          if (JSON.stringify(input) !== wanted) return false;
          if (seen < call.nthOfInput && isOf(on, call, input, caller) && ++seen === call.nthOfInput) from = clock.now();
          // the next request for the same is answered the same, whoever sends it, if it comes soon
          return seen === call.nthOfInput && clock.now() - from <= secondsOfStaleness * 1000;
        },
      });
      return () => met() > 0;
    },
  });
}

/** KMS: what was made or changed a moment ago is not there yet for the request that builds on it. */
const notThereYet: Record<string, [code: string, message: string]> = {
  'kms:ConnectCustomKeyStore': ['CustomKeyStoreNotFoundException', 'The custom key store does not exist.'],
  'kms:UpdateCustomKeyStore': ['CustomKeyStoreNotFoundException', 'The custom key store does not exist.'],
  'kms:CreateKey': ['CustomKeyStoreInvalidStateException', 'The custom key store is not connected.'],
  'kms:CreateAlias': ['NotFoundException', 'The key does not exist.'],
  'kms:Encrypt': ['KMSInvalidStateException', 'The key is pending creation.'],
  'kms:Decrypt': ['NotFoundException', 'The key does not exist.'],
};

function notSeenYet(): Kind {
  return kind<CallTarget>({
    name: 'not-seen-yet',
    expected: 'the same end',
    strikesOn: (targetId) => struckBy('not-seen-yet', targetId),
    targets: ({ calls }) => callTargets(telling(calls.filter(({ operation }) => notThereYet[operation]))),
    arm: (on, { call }) => {
      const [code, message] = notThereYet[call.operation]!;
      const only = (input: unknown, caller: Caller) => isOf(on, call, input, caller);
      const error = new AwsError(code, message);
      const met = on.rig.home.faults.inject({ operation: call.operation, when: 'before', error, times: 2, skip: call.nth - 1, only });
      return () => met() > 0;
    },
  });
}

/** Of requests that are alike, by what they are and by `also`: the first two and the last. */
export function telling(calls: RecordedCall[], also: (call: RecordedCall) => string = () => ''): RecordedCall[] {
  const alike = groupedBy(calls, (call) => [call.caller, call.operation, call.subject, also(call)].join(' '));
  return [...alike.values()].flatMap((same) => [...new Set([same[0]!, same[1] ?? same[0]!, same.at(-1)!])]);
}

export function callTargets(calls: RecordedCall[]): CallTarget[] {
  return calls.map((call) => {
    const { caller, operation, subject, nth } = call;
    return { id: [caller, slug(operation), ...(subject ? [slug(subject)] : []), nth].join('.'), call };
  });
}

/** Kinds after which the SDK sends the request again. After the others all that its caller does is done again, and requests are counted on. */
const sentAgain = /^(throttled|5xx|cut)/;

/** A request belongs to its caller's step; where a state invokes a function or runs a task, to that one's. */
function struckBy(kindName: string, targetId: string): Struck {
  const [caller = '', operation = '', subject = ''] = targetId.split('.');
  if (operation === 'ecs-RunTask') return { step: 'hsmuserstask' };
  if (operation === 'lambda-Invoke') return { step: subject.replace(/^cloudhsm-lifecycle-[a-z0-9]+-/, '').replaceAll('-', '') };
  const step = caller.replace(/Function$/, '').toLowerCase();
  return sentAgain.test(kindName) ? { step, request: operation } : { step };
}

export function isOf({ rig }: Case, call: RecordedCall, input: unknown, caller: Caller): boolean {
  return rig.nameOf(caller) === call.caller && subjectOf(call.operation, input) === call.subject;
}

/** The requests of a run that change something. */
export function changingCalls({ calls }: Recording): RecordedCall[] {
  return telling(calls.filter(changes));
}
