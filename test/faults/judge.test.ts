import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../emulator/kernel/aws-error.ts';
import { withoutKeyStore } from '../workflow/environment-file.ts';
import { judge } from './judge.ts';
import { type Expected, type Kind, kind, type Target } from './kind.ts';
import { type Recording, record } from './recording.ts';
import { Rig } from './rig.ts';

const file = withoutKeyStore({ name: 'judged' });
let rig: Rig;
let recording: Recording;

beforeAll(async () => {
  rig = await Rig.start(0.1);
  recording = await record(rig, { name: 'provision/judged', input: file, file });
});
afterAll(() => rig.stop());

/** CreateCluster is refused until somebody lets it. */
function refused(expected: Expected, operation = 'cloudhsmv2:CreateCluster'): Kind {
  return kind<Target>({
    name: 'refused',
    expected,
    targets: () => [],
    arm: (on) => {
      const met = on.rig.home.faults.inject({
        operation,
        when: 'before',
        times: 9,
        error: new AwsError('CloudHsmInvalidRequestException', 'No'),
      });
      return () => met() > 0;
    },
  });
}

const judged = (one: Kind) => judge(rig, recording, { id: 'provision/judged/refused/1', kind: one, target: { id: '1' } });

test('a run that a fault fails though it should pass is a failure, with its end, the state and the cause', async () => {
  const verdict = await judged(refused('the same end'));
  expect(verdict).toMatchObject({ passed: false, end: 'FAILED RequestRejected' });
  expect(verdict.problems.join('\n')).toMatch(/it ended FAILED RequestRejected after \w+.*: .*No/);
});

test('a run that fails by a name, and succeeds once its cause is gone, has passed where that may be', async () => {
  expect(await judged(refused('a named end'))).toMatchObject({ passed: true, end: 'FAILED RequestRejected', problems: [] });
});

test('a fault that strikes nothing has proven nothing', async () => {
  const verdict = await judged(refused('the same end', 'cloudhsmv2:DeleteCluster'));
  expect(verdict).toMatchObject({ passed: false, end: 'SUCCEEDED', problems: ['the fault met nothing'] });
});

test('the same run is recorded again and again', async () => {
  const again = await record(rig, recording.scenario);
  const calls = ({ calls: of }: Recording) => of.map(({ caller, operation, subject, nth }) => `${caller} ${operation} ${subject} ${nth}`);
  expect(calls(again).toSorted()).toEqual(calls(recording).toSorted());
  expect(again.moments).toEqual(recording.moments);
});
