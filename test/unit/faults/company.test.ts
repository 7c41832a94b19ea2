import { expect, test } from 'vitest';
import type { FaultCase } from '../../faults/cases.ts';
import { inCompany, judgeTogether } from '../../faults/company.ts';
import type { Verdict } from '../../faults/judge.ts';
import type { Case, Kind } from '../../faults/kind.ts';

const at = (kind: string, target: string, scenario = 'provision/first-run') => `${scenario}/${kind}/${target}`;

test('faults of different steps come in one run, of mixed kinds', () => {
  const ids = [at('throttled', 'CheckHsmsFunction.kms-CreateKey.1'), at('killed-after', 'PlanHsmsFunction.kms-CreateKey.1')];
  expect(inCompany(ids)).toEqual([ids]);
});

test('a run has no more than eight', () => {
  const ids = Array.from({ length: 17 }, (_, n) => at('throttled', `Function${n}.kms-CreateKey.1`));
  expect(inCompany(ids).map(({ length }) => length)).toEqual([8, 8, 1]);
});

test('however many there are of one step, each run has one of them, and others with it', () => {
  const often = Array.from({ length: 6 }, (_, n) => at('killed-before', `CheckHsmsFunction.kms-CreateKey.${n + 1}`));
  const once = Array.from({ length: 6 }, (_, n) => at('throttled', `Function${n}.kms-CreateKey.1`));
  expect(inCompany([...often, ...once]).map(({ length }) => length)).toEqual([7, 1, 1, 1, 1, 1]);
});

test('requests of a function that the SDK sends again by itself come in one run, and one that ends the function comes without them', () => {
  const ids = [
    at('throttled', 'CheckHsmsFunction.kms-CreateKey.1'),
    at('cut-before', 'CheckHsmsFunction.kms-CreateAlias.1'),
    at('killed-before', 'CheckHsmsFunction.kms-Encrypt.1'),
  ];
  expect(inCompany(ids)).toEqual([[ids[0], ids[1]], [ids[2]]]);
});

test.each([
  ['the first and second of a request', 'CheckHsmsFunction.kms-CreateKey.1', 'CheckHsmsFunction.kms-CreateKey.2'],
  [
    'a function and the state that invokes it',
    'CheckHsmsFunction.kms-CreateKey.1',
    'Body.lambda-Invoke.cloudhsm-lifecycle-dev-check-hsms.1',
  ],
  ['a task and the state that runs it', 'HsmUsersTask.secretsmanager-GetSecretValue.1', 'ProvisionBody.ecs-RunTask.1'],
])('%s have retries in common, so that they are struck in different runs', (_, one, another) => {
  const ids = [at('throttled', one), at('cut-after', another)];
  expect(inCompany(ids)).toEqual([[ids[0]], [ids[1]]]);
});

test('what a state invokes by one function has nothing to do with another function', () => {
  const ids = [
    at('throttled', 'CheckHsmsFunction.kms-CreateKey.1'),
    at('throttled', 'Body.lambda-Invoke.cloudhsm-lifecycle-dev-plan-hsms.1'),
  ];
  expect(inCompany(ids)).toEqual([ids]);
});

test('cases of another scenario, and of kinds that change how a run has to end, have runs of their own', () => {
  const ids = [
    at('throttled', 'CheckHsmsFunction.kms-CreateKey.1'),
    at('throttled', 'PlanHsmsFunction.kms-CreateKey.1', 'scale/up'),
    at('stopped', 'body-scale.PlanHsms.1'),
    at('hsm-degraded', 'body-scale.PlanHsms.1'),
  ];
  expect(inCompany(ids)).toEqual(ids.map((id) => [id]));
});

const none: Pick<Kind, 'name' | 'expected' | 'targets'> = { name: 'comes', expected: 'the same end', targets: () => [] };
const one = (target: string, comes = true): FaultCase => ({
  id: at('comes', target),
  target: { id: target },
  kind: { ...none, arm: () => () => comes },
});

/** Runs cases as the judge does: each that `fails` accepts does. */
function judgeOf(fails: (one: FaultCase) => boolean) {
  const ran: string[] = [];
  const judged = async (wanted: FaultCase): Promise<Verdict> => {
    ran.push(wanted.id);
    await wanted.kind.arm({ id: wanted.id } as Case, wanted.target);
    const problems = fails(wanted) ? ['it ended FAILED'] : [];
    return { id: wanted.id, passed: problems.length === 0, end: 'SUCCEEDED', problems, seconds: 3, broken: false };
  };
  return { ran, judged };
}

test('where the run holds, each case has passed, with the others', async () => {
  const { ran, judged } = judgeOf(() => false);
  const verdicts = await judgeTogether([one('a'), one('b'), one('c')], judged);
  expect(verdicts.map(({ id, passed, seconds, with: others }) => ({ id, passed, seconds, others }))).toEqual([
    { id: at('comes', 'a'), passed: true, seconds: 1, others: ['comes/b', 'comes/c'] },
    { id: at('comes', 'b'), passed: true, seconds: 1, others: ['comes/a', 'comes/c'] },
    { id: at('comes', 'c'), passed: true, seconds: 1, others: ['comes/a', 'comes/b'] },
  ]);
  expect(ran).toHaveLength(1);
});

test('a case whose fault did not come is run alone', async () => {
  const { ran, judged } = judgeOf(() => false);
  const verdicts = await judgeTogether([one('a'), one('b', false), one('c')], judged);
  expect(verdicts.map(({ with: others }) => others)).toEqual([['comes/c'], undefined, ['comes/a']]);
  expect(ran.slice(1)).toEqual([at('comes', 'b')]);
});

test('where the run does not hold, each case is run alone, and only that counts', async () => {
  const { ran, judged } = judgeOf(({ id }) => id.includes(' ') || id === at('comes', 'b'));
  const verdicts = await judgeTogether([one('a'), one('b')], judged);
  expect(verdicts.map(({ passed, with: others, failedWithOthers }) => ({ passed, others, failedWithOthers }))).toEqual([
    { passed: true, others: undefined, failedWithOthers: ['it ended FAILED'] },
    { passed: false, others: undefined, failedWithOthers: ['it ended FAILED'] },
  ]);
  expect(ran.slice(1)).toEqual([at('comes', 'a'), at('comes', 'b')]);
});

test('what is chosen by chance is chosen by the case, whoever is with it', async () => {
  const asked: string[] = [];
  const arm: Kind['arm'] = ({ id }) => {
    asked.push(id);
    return () => true;
  };
  await judgeTogether(
    ['a', 'b'].map((id) => ({ id, target: { id }, kind: { ...none, arm } })),
    judgeOf(() => false).judged,
  );
  expect(asked).toEqual(['a', 'b']);
});
