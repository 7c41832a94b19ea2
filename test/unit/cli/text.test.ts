import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { failed, type RunDocument } from '../../../cli/summary/document.ts';
import { failureText, resultText, type Telling } from '../../../cli/summary/text.ts';
import { succeeded } from './documents.ts';

const real = { rehearsal: false, again: '', columns: Number.POSITIVE_INFINITY };
const plain = (document: RunDocument, telling: Partial<Telling> = {}) =>
  stripVTControlCharacters(resultText(document, { ...real, ...telling }));

test('shows all that stands, and what it took', () => {
  expect(plain(succeeded()).split('\n')).toEqual([
    'production is ready',
    '  cluster     cluster-aaaaaaaaaaa ACTIVE, hsm2m.medium FIPS',
    '  HSMs        us-east-1a ACTIVE 10.0.0.1, us-east-1b ACTIVE 10.0.0.2, us-east-1c ACTIVE 10.0.0.3',
    '  CA          CN=Example Root; certificate until 2036-01-01',
    '  backup      backup-aaaaaaaaaaa READY, 2026-01-01T00:30:00.000Z',
    '  key store   cks-1 CONNECTED',
    '  key proof   encrypted and decrypted with arn:key',
    '  created     cluster-aaaaaaaaaaa, cks-1',
    '  cloud time  41 min 5 s, 1.7 % beyond what AWS itself took',
    '  wall time   3.2 s',
    '  steps       345 state transitions, $0.0086',
    '  cost        USD 4.80 an hour, 3505.00 a month while it stands',
  ]);
});

test('names secrets by their users, and everything else by its id', () => {
  const secret = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-AbCdEf`;

  expect(plain(succeeded({ created: [secret('admin'), secret('kmsuser'), 'cks-1', 'cluster-1'] }))).toContain(
    'created     cks-1, cluster-1, secrets of admin, kmsuser\n',
  );
});

test('says that a second run created nothing', () => {
  expect(plain(succeeded({ created: [] }))).toContain('created     nothing: everything stood already');
});

test('says what was removed', () => {
  expect(plain(succeeded({ created: [], removed: ['hsm-1', 'hsm-2'] }))).toMatch(/created {5}nothing\n {2}removed {5}hsm-1, hsm-2\n/);
});

test('says that nothing was to be copied, and no more than was', () => {
  const copied = [{ environment: 'production', region: 'us-west-2', copy: 'backup-1' }];

  expect(plain(succeeded({ intent: 'copy-backups', copies: [] }))).toMatch(
    /^nothing was copied: no file names another region, or there is no READY backup yet\n/,
  );
  const moved = [{ environment: 'production', region: 'us-west-2' }];
  expect(plain(succeeded({ intent: 'copy-backups', copies: [], moved }))).toMatch(
    /^nothing was copied: production lives in us-west-2 now, and nothing is brought there any more\n/,
  );
  expect(plain(succeeded({ intent: 'copy-backups', copies: copied }))).toMatch(
    /^the newest backups are in the regions that the files name\n/,
  );
});

test('says what CloudHSM has replaced, and whose passwords are new', () => {
  const replaced = [{ eniId: 'eni-1', before: 'hsm-1', after: 'hsm-2' }];

  expect(plain(succeeded({ replaced, rotated: ['admin', 'application'] }))).toMatch(
    / {2}replaced {4}hsm-1 by hsm-2\n {2}passwords {3}new ones of admin, application\n/,
  );
});

test('claims no proof where there is no key store', () => {
  const text = plain(succeeded({ keyStore: null }));

  expect(text).toContain('key store   none asked for');
  expect(text).not.toContain('key proof');
});

test('claims no proof where this run has proven nothing', () => {
  const keyStore = { ...succeeded().keyStore!, proof: null };

  expect(plain(succeeded({ intent: 'scale', keyStore }))).toMatch(/key store {3}cks-1 CONNECTED\n {2}created/);
});

test('leaves out what cannot be known on AWS', () => {
  const time = { cloudSeconds: 60, wallSeconds: 61, criticalPathSeconds: null, overhead: null };

  expect(plain(succeeded({ time }))).toMatch(/cloud time {2}1 min 0 s\n/);
});

test('never shows sixty seconds of a minute', () => {
  const time = { cloudSeconds: 119.6, wallSeconds: 1, criticalPathSeconds: null, overhead: null };

  expect(plain(succeeded({ time }))).toContain('cloud time  2 min 0 s');
});

test('a teardown says what stays, and how it comes back', () => {
  const gone = succeeded({ intent: 'teardown', cluster: null, keyStore: null });
  const [headline] = plain(gone).split('\n');

  expect(headline).toBe(
    'production is torn down; its backups and secrets stay: `npx hsm restore production --backup backup-aaaaaaaaaaa` brings it back',
  );
  expect(plain(gone, { rehearsal: true })).toMatch(/^rehearsed: production is torn down/);
  expect(plain({ ...gone, backup: null })).toMatch(/^production is torn down\n/);
});

test('a teardown that waits for the keys says until when, and what goes on or back', () => {
  const until = '2026-01-12T11:23:10.644Z';
  const waiting = succeeded({ intent: 'teardown', outcome: 'WAITING', cluster: null, keyStore: null, waiting: { for: 'keys', until } });

  expect(plain(waiting, { again: ' --region us-west-2' }).split('\n')[0]).toBe(
    'the keys of production are deleted at 2026-01-12T11:23:10.644Z: after that `npx hsm teardown production --region us-west-2` goes on, and until then `npx hsm teardown production --cancel --region us-west-2` takes them back',
  );
});

test('keys that are taken back are no teardown', () => {
  const stands = succeeded({ intent: 'teardown', cluster: null, keyStore: null, backup: null });
  const headline = (takenBack: string[]) => plain({ ...stands, takenBack }).split('\n')[0];

  expect(headline(['arn:key'])).toBe('production has its key back: arn:key');
  expect(headline([])).toBe('no key of production was on its way to deletion: nothing was changed');
});

test('a rehearsal is never taken for the real thing', () => {
  const [headline] = plain(succeeded(), { rehearsal: true }).split('\n');

  expect(headline).toBe('rehearsal of production done: 3 HSMs active, key store connected');
});

test.each([
  ['scale', 'production has 3 HSMs'],
  ['connect', 'the key store of production is connected and its keys are proven'],
])('%s says what has come of it', (intent, headline) => {
  expect(plain(succeeded({ intent })).split('\n')[0]).toBe(headline);
});

test('a guessed price says so', () => {
  const cost = { perHour: 4.8, perMonth: 3505, currency: 'USD' as const, guessed: true as const };

  expect(plain(succeeded({ cost }))).toMatch(/cost .* \(a guess: the price of this region is not known here/);
});

const key = 'arn:aws:kms:us-east-1:123456789012:key/d624775b-e61a-4634-a216-25a4e78b087b';

test.each([80, 40])('at %i columns every line fits but those that hold an ARN, which stay whole', (columns) => {
  const document = succeeded({ keyStore: { id: 'cks-5e93a611a39dfde8f', state: 'CONNECTED', keyArn: key, proof: true, keys: [] } });
  const lines = plain(document, { columns }).split('\n');

  expect(lines.filter((line) => line.length > columns && !line.trimStart().startsWith('arn:'))).toEqual([]);
  expect(lines.filter((line) => line.includes(key))).toHaveLength(1);
  for (const zone of ['a 10.0.0.1', 'b 10.0.0.2']) expect(lines.join('\n')).toContain(`us-east-1${zone.replace(' ', ' ACTIVE ')}`);
});

test('on a narrow terminal each value stands below its label', () => {
  expect(plain(succeeded(), { columns: 40 }).split('\n').slice(0, 4)).toEqual([
    'production is ready',
    '  cluster',
    '    cluster-aaaaaaaaaaa ACTIVE,',
    '    hsm2m.medium FIPS',
  ]);
});

test('a failure shows its name, its message, what to do and what was created', () => {
  const error = { name: 'InvalidEnvironment', message: 'one problem\nanother problem', remedy: 'mend the file' };
  const document = { ...failed('production', 'provision', error, 'arn:execution'), created: ['cluster-1'] };

  const { problem, facts } = failureText(document, real);

  expect(problem).toBe('production failed: InvalidEnvironment\none problem\nanother problem');
  expect(facts.split('\n')).toEqual(['  remedy     mend the file', '  created    cluster-1', '  execution  arn:execution']);
  expect(failureText(document, { ...real, rehearsal: true }).problem).toMatch(/^the rehearsal of production failed: /);
});

test('a rehearsal that has no room says how it gets some', () => {
  const remedy = 'raise it, and tell the stack of it (`npx serverless deploy --stage prod --param hsmQuota=9`)';
  const document = failed('production', 'provision', { name: 'QuotaReached', message: 'no room', remedy });
  const row = 'rehearsal  a local AWS has the quota that it is started with: `npx hsm emulator --deploy --stage prod --param HsmQuota=9`';

  expect(failureText(document, { ...real, rehearsal: true, again: ' --stage prod' }).facts).toContain(row);
  expect(failureText(document, real).facts).not.toContain('rehearsal');
});

test('a run that is being done already says how to watch it', () => {
  const { error: _error, ...document } = failed('production', 'provision', { name: '', message: '', remedy: '' });

  expect(plain({ ...document, outcome: 'ALREADY_RUNNING', execution: 'arn:first' }, { again: ' --stage prod' }).split('\n')).toEqual([
    'production: provision runs already, as it is asked for here',
    '  arn:first',
    '  watch it: npx hsm watch production --stage prod',
  ]);
});
