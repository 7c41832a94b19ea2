import { expect, test } from 'vitest';
import type { State } from '../../../infrastructure/state-machines/definition.ts';
import { departures } from '../../../scripts/state-machines/conventions.ts';

const found = (state: Partial<State> & Record<string, unknown>) =>
  departures({ StartAt: 'Begin', States: { Begin: { Type: 'Pass', Comment: 'Begins.', End: true, ...state } as State } });

test('a state that keeps to the conventions is let through', () => {
  expect(found({ Assign: { since: '{% null %}' } })).toEqual([]);
});

test('null is lost on the way into a template, however deep it stands', () => {
  expect(found({ Assign: { removal: { remaining: [], kept: null } } })).toEqual([
    'Begin: holds null, which a template loses: write {% null %}',
  ]);
});

test('a variable that hides a function is no longer data to whoever reads it', () => {
  expect(found({ Assign: { round: '{% 1 %}', rounds: '{% 1 %}' } })).toEqual(['Begin: its variable round hides the function $round']);
});
