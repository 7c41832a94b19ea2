import { expect, test } from 'vitest';
import { deadBranches } from '../../../scripts/state-machines/dead-branches.ts';

/** What is found in a Choice with rules of these conditions, and a Default. */
function found(...conditions: string[]): string[] {
  const Choices = conditions.map((condition) => ({ Condition: `{% ${condition} %}`, Next: 'CreateHsm' }));
  return deadBranches({ Type: 'Choice', Choices, Default: 'Wait for HSMs' });
}

const dead = (condition: string) => expect.stringContaining(`the rule {% ${condition} %} can never be taken`);

test.each([
  [['$progress.ready', '$progress.pending']],
  [["$ready and $state = 'UNINITIALIZED'", '$ready', '$pending']],
  [['$not($ready) and $pending', '$ready']],
  [["'${Lease}' = 'none'"]],
  [["$state = 'ACTIVE' or $state = 'DEGRADED'", "$state = 'INITIALIZED'"]],
  [["$contains($cause, ' and ')", "$contains($cause, ' or ')"]],
  [['$count($hsms[$ready and $alive]) > 1', '$ready']],
  [['$wanted ? $ready : true', '$ready']],
])('rules that may each be taken are let be: %j', (conditions) => {
  expect(found(...conditions)).toEqual([]);
});

test('a rule like one before it is never taken', () => {
  expect(found('$ready', '$ready')).toEqual([dead('$ready')]);
});

test('a rule that asks for more than one before it is never taken, however it is spaced and ordered', () => {
  expect(found('$a and  $b', '$c and $b and $a')).toEqual([dead('$c and $b and $a')]);
});

test('a rule with several ways is dead only when all of them are', () => {
  expect(found('$a', '$b', '$a or $c')).toEqual([]);
  expect(found('$a', '$b', '$b and $c or $a')).toEqual([dead('$b and $c or $a')]);
});

test('nothing is itself and its opposite, nor two values', () => {
  expect(found('$ready and $not($ready)')).toEqual([dead('$ready and $not($ready)')]);
  expect(found("$state = 'ACTIVE' and $state = 'DEGRADED'")).toEqual([dead("$state = 'ACTIVE' and $state = 'DEGRADED'")]);
});

test('after something and its opposite, nothing is left for other rules and the Default', () => {
  expect(found('$ready', '$not($ready)', '$pending')).toEqual([
    dead('$pending'),
    'the Default Wait for HSMs can never be taken: the rules leave nothing',
  ]);
});

test('after a rule that always holds, nothing is left', () => {
  expect(found('true', '$ready')).toHaveLength(2);
  expect(found('false')).toEqual([dead('false')]);
});
