import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkEnvironment } from '../../../../core/environment/check-environment.ts';
import { formatProblems } from '../../../../core/environment/problem.ts';
import { environmentFile } from '../../environments.ts';

function problemsOf(file: unknown) {
  const checked = checkEnvironment(file);
  return 'problems' in checked ? checked.problems : [];
}

const arn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-4333-8444-555555555555';
const [a, b] = ['subnet-0aaa1111aaa1111aa', 'subnet-0bbb2222bbb2222bb'];
const keys = [{ name: 'documents' }];

test.each(['production', 'testing', 'self-signed', 'external-ca', 'ceremony'])('accepts examples/%s.json', (name) => {
  const file: unknown = JSON.parse(readFileSync(new URL(`../../../../examples/${name}.json`, import.meta.url), 'utf8'));

  expect(problemsOf(file)).toEqual([]);
});

test('fills in what a short file leaves out', () => {
  const checked = checkEnvironment({
    version: 1,
    name: 'small',
    subnetIds: [a, b],
    hsmCount: 2,
    certificateAuthority: { type: 'acm-pca', arn },
  });

  expect(checked).toEqual({
    environment: {
      version: 1,
      name: 'small',
      purpose: 'production',
      hsmType: 'hsm2m.medium',
      mode: 'FIPS',
      subnetIds: [a, b],
      hsmCount: 2,
      backupRetentionDays: 90,
      tags: {},
      certificateAuthority: { type: 'acm-pca', arn },
      activation: { type: 'automatic', network: 'checked', securityGroupIds: [] },
      cryptoUsers: ['application'],
      onFailure: 'keep',
    },
    warnings: [],
  });
});

test.each<[string, Record<string, unknown>, string, unknown, unknown]>([
  ['a wrong type', { hsmCount: '3' }, 'hsmCount', '"3" is not accepted', 'has to be a number'],
  ['half an HSM', { hsmCount: 2.5 }, 'hsmCount', '2.5 is not accepted', 'has to be a whole number'],
  ['null', { tags: null }, 'tags', 'null is not accepted', 'has to be an object'],
  ['a tag without a name', { tags: { '': 'x' } }, 'tags.', 'its name is not accepted', 'has to be 1 character or more'],
  [
    'a tag too long',
    { tags: { Name: 'x'.repeat(257) } },
    'tags.Name',
    expect.stringContaining('not accepted'),
    'has to be 256 characters or less',
  ],
  ['a tag of AWS itself', { tags: { 'AWS:owner': 'x' } }, 'tags.AWS:owner', 'its name is not accepted', expect.stringContaining('aws:')],
  [
    "a tag of the workflow's",
    { tags: { 'cloudhsm-lifecycle:stage': 'prod' } },
    'tags.cloudhsm-lifecycle:stage',
    'its name is not accepted',
    expect.stringContaining('the workflow keeps for itself'),
  ],
  [
    'a tag with a name that AWS refuses',
    { tags: { 'cost*': 'x' } },
    'tags.cost*',
    'its name is not accepted',
    'may hold letters, digits, spaces and + - = . _ : / @ only',
  ],
  [
    'a tag with a value that AWS refuses',
    { tags: { owner: 'a,b\n' } },
    'tags.owner',
    '"a,b\\n" is not accepted',
    'may hold letters, digits, spaces and + - = . _ : / @ only',
  ],
  [
    'more tags than are left for people',
    { tags: Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`tag${index}`, 'x'])) },
    'tags',
    expect.stringContaining('is not accepted'),
    expect.stringContaining('has to be 47 tags or less'),
  ],
  ['subnets that are one text', { subnetIds: `${a}, ${b}` }, 'subnetIds', `"${a}, ${b}" is not accepted`, 'has to be an array'],
  ['a number that is far too large', { hsmCount: 1e30 }, 'hsmCount', '1e+30 is not accepted', 'has to be 28 or less'],
  ['a number that is far too small', { hsmCount: -1e30, keyStore: undefined }, 'hsmCount', '-1e+30 is not accepted', 'has to be 1 or more'],
  [
    'a long text, of which it repeats the beginning',
    { mode: 'x'.repeat(999) },
    'mode',
    `"${'x'.repeat(78)}… is not accepted`,
    expect.any(String),
  ],
  ['a missing name', { name: undefined }, 'name', 'is missing', 'add it (has to be a string)'],
  ['a format from the future', { version: 2 }, 'version', '2 is not accepted', 'has to be 1'],
  ['an unknown field near a known one', { hsmCounts: 3 }, 'hsmCounts', 'unknown field', 'did you mean hsmCount?'],
  [
    'an unknown field near no other',
    { zebra: 2 },
    'zebra',
    'unknown field',
    expect.stringContaining('known here are $schema, version, name'),
  ],
  [
    'an unknown field further down',
    { activation: { securityGroupId: [] } },
    'activation.securityGroupId',
    'unknown field',
    'did you mean securityGroupIds?',
  ],
  [
    'an unknown field of a key',
    { keyStore: { name: 'store', keys: [{ name: 'documents', descripton: '' }] } },
    'keyStore.keys.0.descripton',
    'unknown field',
    'did you mean description?',
  ],
  [
    'a name that tags and secrets cannot hold',
    { name: 'Prod_1' },
    'name',
    '"Prod_1" is not accepted',
    expect.stringContaining('lower-case'),
  ],
  ['one subnet', { subnetIds: [a] }, 'subnetIds', `["${a}"] is not accepted`, expect.stringContaining('different availability zones')],
  [
    'something else than a subnet',
    { subnetIds: [a, 'vpc-1'] },
    'subnetIds.1',
    '"vpc-1" is not accepted',
    expect.stringContaining('subnet id such as'),
  ],
  ['a subnet twice', { subnetIds: [a, a] }, 'subnetIds.1', `${a} stands here twice`, 'name each once'],
  ['no HSM', { hsmCount: 0, keyStore: undefined }, 'hsmCount', '0 is not accepted', 'has to be 1 or more'],
  ['more HSMs than a cluster takes', { hsmCount: 29 }, 'hsmCount', '29 is not accepted', 'has to be 28 or less'],
  [
    'one HSM for a key store',
    { hsmCount: 1 },
    'hsmCount',
    '1 HSM is too few for a key store',
    expect.stringContaining('ask for 2 or more'),
  ],
  [
    'an HSM type that is not sold',
    { hsmType: 'hsm3.large' },
    'hsmType',
    '"hsm3.large" is not accepted',
    'has to be "hsm2m.medium" or "hsm1.medium"',
  ],
  ['a mode that is none', { mode: 'fips' }, 'mode', '"fips" is not accepted', 'has to be "FIPS" or "NON_FIPS"'],
  [
    "CloudHSM's own user",
    { cryptoUsers: ['app_user'] },
    'cryptoUsers.0',
    '"app_user" is not accepted',
    expect.stringContaining('choose another name'),
  ],
  [
    "KMS's own user",
    { cryptoUsers: ['kmsuser'] },
    'cryptoUsers.0',
    '"kmsuser" is not accepted',
    expect.stringContaining('choose another name'),
  ],
  [
    'the administrator',
    { cryptoUsers: ['admin'] },
    'cryptoUsers.0',
    '"admin" is not accepted',
    expect.stringContaining('choose another name'),
  ],
  [
    'a colon in a name: it splits a PIN',
    { cryptoUsers: ['a:b'] },
    'cryptoUsers.0',
    '"a:b" is not accepted',
    expect.stringContaining('lower-case letters, digits or _'),
  ],
  ...['Reports', 'a-b', '_a', '1st', 'a'.repeat(32), 'reports\n'].map(
    (name): [string, Record<string, unknown>, string, unknown, unknown] => [
      `the crypto user ${JSON.stringify(name)}, which CloudHSM would refuse or fold`,
      { cryptoUsers: [name] },
      'cryptoUsers.0',
      `${JSON.stringify(name)} is not accepted`,
      'has to be 1 to 31 lower-case letters, digits or _, beginning with a letter',
    ],
  ),
  [
    'more crypto users than the task can be told of',
    { cryptoUsers: Array.from({ length: 21 }, (_, index) => `u${index}`) },
    'cryptoUsers',
    expect.stringContaining('is not accepted'),
    'has to be 20 items or less',
  ],
  ['a crypto user twice', { cryptoUsers: ['one', 'two', 'one'] }, 'cryptoUsers.2', 'one stands here twice', 'name each once'],
  ['a retention too short', { backupRetentionDays: 6 }, 'backupRetentionDays', '6 is not accepted', 'has to be 7 or more'],
  ['a retention too long', { backupRetentionDays: 380 }, 'backupRetentionDays', '380 is not accepted', 'has to be 379 or less'],
  [
    'a malformed ARN',
    { certificateAuthority: { type: 'acm-pca', arn: 'arn:aws:acm-pca:ca/1' } },
    'certificateAuthority.arn',
    '"arn:aws:acm-pca:ca/1" is not accepted',
    expect.stringContaining('is not an ACM PCA ARN such as'),
  ],
  [
    'ACM PCA without an ARN',
    { certificateAuthority: { type: 'acm-pca' } },
    'certificateAuthority.arn',
    'is missing',
    expect.stringContaining('ACTIVE root CA'),
  ],
  [
    'a self-signed CA in production',
    { certificateAuthority: { type: 'self-signed' } },
    'certificateAuthority.type',
    'a self-signed CA is for testing only',
    expect.stringContaining('acm-pca'),
  ],
  [
    'an external CA with an ARN',
    { certificateAuthority: { type: 'external', arn } },
    'certificateAuthority.arn',
    'an external CA has no ARN',
    'remove it, or use type acm-pca',
  ],
  [
    'an external CA that is told how long its certificate lasts',
    { certificateAuthority: { type: 'external', validityDays: 30 } },
    'certificateAuthority.validityDays',
    'who signs decides how long the certificate is valid',
    'remove it',
  ],
  [
    'a key store without a key',
    { keyStore: { name: 'store', keys: [] } },
    'keyStore.keys',
    '[] is not accepted',
    expect.stringContaining('proven'),
  ],
  [
    'a key twice',
    { keyStore: { name: 'store', keys: [...keys, ...keys] } },
    'keyStore.keys.1',
    'documents stands here twice',
    'name each once',
  ],
  ['a key store without a name', { keyStore: { name: '', keys } }, 'keyStore.name', '"" is not accepted', 'has to be 1 character or more'],
  [
    'something else than a security group',
    { activation: { securityGroupIds: ['default'] } },
    'activation.securityGroupIds.0',
    '"default" is not accepted',
    expect.stringContaining('security group id such as'),
  ],
  [
    'the mode that hsm1.medium does not have',
    { hsmType: 'hsm1.medium', mode: 'NON_FIPS' },
    'mode',
    'hsm1.medium has no NON_FIPS mode',
    expect.stringContaining('hsm2m.medium'),
  ],
  [
    'a key whose name begins as an alias does',
    { keyStore: { name: 'store', keys: [{ name: 'alias/documents' }] } },
    'keyStore.keys.0.name',
    '"alias/documents" is not accepted',
    expect.stringContaining('puts alias/'),
  ],
  [
    'a tag that a program would lose',
    { tags: JSON.parse('{"__proto__": "x"}') },
    'tags.__proto__',
    'its name is not accepted',
    expect.stringContaining('choose another name'),
  ],
  [
    'a network that is neither checked nor trusted',
    { activation: { network: 'open' } },
    'activation.network',
    '"open" is not accepted',
    'has to be "checked" or "trusted"',
  ],
  ['another wish on failure', { onFailure: 'delete' }, 'onFailure', '"delete" is not accepted', 'has to be "keep" or "remove"'],
])('refuses %s with path, problem and remedy', (_, changes, path, problem, remedy) => {
  expect(problemsOf(environmentFile(changes))).toEqual([{ path, problem, remedy }]);
});

test('accepts what AWS allows in tags, in any language', () => {
  expect(problemsOf(environmentFile({ tags: { 'Cost centre/2+3': 'Größe = 5 _ a.b:c@d-e', empty: '' } }))).toEqual([]);
});

test('shortens the path of a field whose name is endless', () => {
  expect(problemsOf(environmentFile({ ['x'.repeat(999)]: 1 }))).toMatchObject([{ path: `${'x'.repeat(79)}…` }]);
});

test('says all at once what is wrong', () => {
  const problems = problemsOf(environmentFile({ hsmCount: 0, mode: 'fips', hsmCounts: 3 }));

  expect(problems.map(({ path }) => path).toSorted()).toEqual(['hsmCount', 'hsmCounts', 'mode']);
});

test.each([[null], ['text'], [[]], [undefined]])('refuses %j as a whole', (file) => {
  expect(problemsOf(file)).toMatchObject([{ path: '', remedy: expect.stringContaining('has to be an object') }]);
});

test('warns of hsm1.medium, which AWS no longer takes for new clusters', () => {
  expect(checkEnvironment(environmentFile({ hsmType: 'hsm1.medium' }))).toMatchObject({
    warnings: [{ path: 'hsmType', problem: expect.stringContaining('no longer'), remedy: expect.stringContaining('hsm2m.medium') }],
  });
});

test('warns of a single HSM', () => {
  expect(checkEnvironment(environmentFile({ hsmCount: 1, keyStore: undefined }))).toMatchObject({
    warnings: [{ path: 'hsmCount', problem: 'one HSM is not highly available' }],
  });
});

test('refuses what is larger than an environment may be, and says nothing else of it', () => {
  const description = 'x'.repeat(8000);
  const large = environmentFile({
    hsmCount: 0,
    keyStore: { name: 'store', keys: ['a', 'b', 'c', 'd'].map((name) => ({ name, description })) },
  });
  const bytes = Buffer.byteLength(JSON.stringify(large));

  expect(problemsOf(large)).toEqual([
    { path: '', problem: `has ${bytes} bytes, and 24576 are the most`, remedy: expect.stringContaining('shorten') },
  ]);
});

test('measures a file as compact JSON: white space does not count', () => {
  const description = 'x'.repeat(4000);
  const keys = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, description }));
  const padded = `${JSON.stringify(environmentFile({ keyStore: { name: 'store', keys } }), null, 8)}${' '.repeat(9000)}`;

  expect(problemsOf(JSON.parse(padded))).toEqual([]);
});

test('answers endless nesting and endless fields briefly', () => {
  const nested: unknown = JSON.parse(`${'['.repeat(12_000)}${']'.repeat(12_000)}`);
  expect(problemsOf({ ...environmentFile(), tags: nested })).toEqual([
    { path: 'tags', problem: 'is nested deeper than 16 levels', remedy: expect.stringContaining('schema/environment.json') },
  ]);

  const fields = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`f${index}`, 1]));
  const told = formatProblems(problemsOf({ ...environmentFile(), ...fields }));
  expect(told.split('\n')).toHaveLength(11);
  expect(told).toMatch(/\nand 1990 more$/);
});

test('puts each problem into a line for people', () => {
  const problems = [
    { path: 'hsmCount', problem: '0 is not accepted', remedy: 'has to be 1 or more' },
    { path: '', problem: 'is not JSON', remedy: 'mend it there' },
  ];

  expect(formatProblems(problems)).toBe('hsmCount: 0 is not accepted; has to be 1 or more\nthe file: is not JSON; mend it there');
});

test('explains a parking schedule that is none', () => {
  const parking = { at: '25:00', until: '7:00', days: 'weekdays', timezone: 'Europe/Berln' };

  expect(formatProblems(problemsOf(environmentFile({ parking }))).split('\n')).toEqual([
    'parking.at: "25:00" is not accepted; is not a time of day such as 20:00',
    'parking.until: "7:00" is not accepted; is not a time of day such as 20:00',
    'parking.days: "weekdays" is not accepted; is not a list of days such as mon-fri or mon,wed,fri',
    'parking.timezone: "Europe/Berln" is not accepted; there is no such time zone; did you mean Europe/Berlin?',
  ]);
  expect(formatProblems(problemsOf(environmentFile({ parking: { at: '20:00', until: '07:00', timezone: 'Middle Earth' } })))).toBe(
    'parking.timezone: "Middle Earth" is not accepted; there is no such time zone',
  );
  const always = { at: '20:00', until: '20:00', timezone: 'UTC' };
  expect(problemsOf(environmentFile({ parking: always }))).toMatchObject([{ path: 'parking.until' }]);
});

test('warns that parking takes the keys of a key store along', () => {
  const parking = { at: '20:00', until: '07:00', timezone: 'UTC' };
  const warned = (changes: object) => {
    const checked = checkEnvironment(environmentFile({ parking, ...changes }));
    return 'warnings' in checked ? checked.warnings.map(({ path }) => path) : checked;
  };

  expect(warned({})).toEqual(['parking']);
  expect(warned({ keyStore: undefined })).toEqual([]);
});

test('hosts that are configured by the clock are named by tags', () => {
  const paths = (clients: object) => problemsOf(environmentFile({ clients })).map(({ path }) => path);

  expect(paths({ everyDays: 7 })).toEqual(['clients.everyDays']);
  expect(paths({ everyDays: 0, tags: ['Role=payments'] })).toEqual(['clients.everyDays']);
  expect('problems' in checkEnvironment(environmentFile({ clients: { everyDays: 7, tags: ['Role=payments'] } }))).toBe(false);
});

test('drills and rotations are days apart', () => {
  const file = environmentFile({ backups: { drillEveryDays: 0 }, rotation: { everyDays: 0.5 } });

  expect(problemsOf(file).map(({ path }) => path)).toEqual(['backups.drillEveryDays', 'rotation.everyDays']);
});
