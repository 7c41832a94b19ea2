import { expect, test } from 'vitest';
import { checkLabel, checkUnused } from '../../../../cli/keys/new-name.ts';
import { visible } from '../../../../cli/text/visible.ts';

test.each([
  ['', 'a key without a label could not be named'],
  ['two\nlines', 'it has a control character'],
  ['red\u001b[31m', 'it has a control character'],
])('no key gets the label %j', (label, problem) => {
  expect(() => checkLabel(label)).toThrow(problem);
});

test.each(['documents', 'Schlüssel für Zahlungen', '鍵'])('a key may be called %s', (label) => {
  expect(() => checkLabel(label)).not.toThrow();
});

const twin = (id: string) => ({ label: 'twin', id });

test('keys of one label each have an id of their own', () => {
  expect(() => checkUnused({}, [])).not.toThrow();
  expect(() => checkUnused({ id: '03' }, [twin('01'), twin('02')])).not.toThrow();
  expect(() => checkUnused({ id: 'AB' }, [twin('01'), twin('ab')])).toThrow("there is a key 'twin' with the id ab already");
  expect(() => checkUnused({}, [twin('01')])).toThrow("there is a key 'twin' with the id 01 already");
  // the one of before could be named no more
  expect(() => checkUnused({ id: '01' }, [twin('')])).toThrow("there is a key 'twin' already");
});

test('what others have called a key does nothing to a terminal', () => {
  expect(visible('red\u001b[31m\nnext')).toBe('red\\u001b[31m\\u000anext');
  expect(visible('Schlüssel')).toBe('Schlüssel');
});
