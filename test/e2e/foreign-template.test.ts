import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { python, runBy } from '../emulator/lambda/python-functions.ts';
import { hsm, project, startEmulatorCommand } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'template-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const example = join(project, 'examples/template.yaml');

/** Deploys a template, runs its state machine, and returns the execution's output. */
async function outputOf(name: string, ...options: string[]): Promise<unknown> {
  const emulator = await startEmulatorCommand(...options);
  onTestFinished(async () => void (await emulator.stop()));
  const [line = '{}'] = [await emulator.process.line('stdout', /^\{/)];
  const { outputs } = JSON.parse(line) as { outputs: { StateMachine: string } };
  const client = new SFNClient({ endpoint: emulator.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const started = await client.send(new StartExecutionCommand({ stateMachineArn: outputs.StateMachine, input: JSON.stringify({ name }) }));
  await fetch(`${emulator.url}/_emulator/idle`, { method: 'POST' });
  const { output } = await client.send(new DescribeExecutionCommand({ executionArn: started.executionArn }));
  return JSON.parse(output ?? 'null');
}

test("anybody's template runs, with a parameter given", async () => {
  expect(await outputOf('Ada', '--template', example, '--param', 'Greeting=welcome')).toBe('welcome, Ada');
});

test('what the CDK synthesizes runs as it is', async () => {
  const synthesized = join(project, 'test/emulator/cloudformation/cdk.out');
  const template = join(synthesized, 'Greeter.template.json');
  expect(await outputOf('Ada', '--template', template)).toBe('hello, Ada');
});

test('the assets of a stage of the CDK are in the folder above it', async () => {
  const synthesized = join(folder, 'cdk.out');
  cpSync(join(project, 'test/emulator/cloudformation/cdk.out'), synthesized, { recursive: true });
  mkdirSync(join(synthesized, 'assembly-Prod'));
  const template = join(synthesized, 'assembly-Prod/Greeter.template.json');
  renameSync(join(synthesized, 'Greeter.template.json'), template);
  expect(await outputOf('Ada', '--template', template)).toBe('hello, Ada');
});

test('a custom resource whose function speaks TLS to its stack, as those of the CDK do, is answered', async () => {
  const template = join(folder, 'custom.yaml');
  const code = [
    "const https = require('https');",
    'exports.handler = ({ ResponseURL, StackId, RequestId, LogicalResourceId }) => new Promise((resolve, reject) => {',
    '  const { hostname, pathname, search } = new URL(ResponseURL);',
    "  const answer = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'one', StackId, RequestId, LogicalResourceId, Data: { Word: 'hail' } });",
    "  https.request({ hostname, path: pathname + search, method: 'PUT' }, resolve).on('error', reject).end(answer);",
    '});',
  ];
  const text = readFileSync(example, 'utf8').replace(
    'Resources:\n',
    `Resources:
  Asked:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt FunctionRole.Arn
      Timeout: 30
      Code:
        ZipFile: |
${code.map((line) => `          ${line}\n`).join('')}
  Word:
    Type: Custom::Word
    Properties:
      ServiceToken: !GetAtt Asked.Arn
`,
  );
  writeFileSync(template, text.replace('!Ref Greeting', '!GetAtt Word.Word'));
  expect(await outputOf('Ada', '--template', template)).toBe('hail, Ada');
});

test('functions come from the zips in the folder of the artifacts', async () => {
  const zip = zipSync({ 'index.mjs': strToU8("export const handler = async ({ name }) => 'a zip greets ' + name;") });
  writeFileSync(join(folder, 'greet.zip'), zip);
  const template = join(folder, 'app.yaml');
  const inline = /ZipFile: \|\n.*\n/;
  writeFileSync(template, readFileSync(example, 'utf8').replace(inline, 'S3Key: some/where/greet.zip\n'));
  expect(await outputOf('Ada', '--template', template, '--artifacts', folder)).toBe('a zip greets Ada');
});

test('functions of Python come from the zips, too, in a folder of theirs', async (context) => {
  runBy(context, python);
  const files = {
    'greet/main.py': 'from words import word\n\ndef handler(event, context):\n    return f"{word} {event[\'name\']}"',
    'words.py': 'word = "snakes greet"',
  };
  writeFileSync(
    join(folder, 'python.zip'),
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
  const template = join(folder, 'python.yaml');
  const text = readFileSync(example, 'utf8').replace(/ZipFile: \|\n.*\n/, 'S3Key: python.zip\n');
  writeFileSync(template, text.replace('nodejs24.x', 'python3.11').replace('index.handler', 'greet/main.handler'));
  expect(await outputOf('Ada', '--template', template, '--artifacts', folder)).toBe('snakes greet Ada');
});

test('functions find Step Functions where SDKs start executions and wait for them', async () => {
  const code = [
    "import { lookup } from 'node:dns';",
    "import { promisify } from 'node:util';",
    "export const handler = async () => (await promisify(lookup)('sync-' + new URL(process.env.AWS_ENDPOINT_URL).hostname)).address;",
  ];
  writeFileSync(join(folder, 'lookup.zip'), zipSync({ 'index.mjs': strToU8(code.join('\n')) }));
  const template = join(folder, 'lookup.yaml');
  writeFileSync(template, readFileSync(example, 'utf8').replace(/ZipFile: \|\n.*\n/, 'S3Key: lookup.zip\n'));
  expect(await outputOf('Ada', '--template', template, '--artifacts', folder)).toBe('127.0.0.1');
});

test('everything in a template that is not supported is named at once, before anything starts', async () => {
  const template = join(folder, 'much.yaml');
  const text = `
Hooks: {}
Resources:
  Key: { Type: AWS::EC2::Instance, Properties: { ImageId: x } }
  Queue: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true, QueueName: !Transform a } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: !GetAtt Queue.Url } }
`;
  writeFileSync(template, text);
  const { exitCode, stdout, stderr } = await hsm(['emulator', '--port', '0', '--json', '--template', template]);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'FAILED', error: { name: 'BadOption' } });
  expect(
    stderr
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .map((line) => line.trim().split(' supported')[0]),
  ).toEqual([
    'template section Hooks is not',
    'Queue: Fn::Transform is not',
    'Topic: AWS::SQS::Queue has no attribute Url here; it has Arn, QueueName, QueueUrl',
    'Key: resource type AWS::EC2::Instance is not',
    'Queue (AWS::SQS::Queue): property FifoQueue is not',
  ]);
});

test.each([
  ['a: [', /--template .*: Flow sequence .* at line 1, column 5/],
  ['{', /--template .*: .*JSON/],
  [
    '{"Resources": {"A": 1, "A": 2}}',
    /--template .*: Resources\.A: stands here twice, at line 1, column 16 and line 1, column 24; keep one of them/,
  ],
  ['Resources: {}\n---\nResources: {}', /--template .*: it holds several documents, and a template is one/],
  [`Resources: ${'['.repeat(20_000)}`, /--template .*: it is nested too deep/],
  ['', /--template .*: is empty; name a CloudFormation template/],
  ['[]', /the template: has to be an object/],
  ['{"TemplateBody": {"Resources": {}}, "StagesAvailable": []}', /TemplateBody: this is an answer of get-template, .*--query TemplateBody/],
  ['Resources: { A: {} }', /Resources\.A\.Type: has to be a string/],
  ['Resources: { A: { Type: AWS::SQS::Queue, Properties: { QueueName: !Join x } } }', /A: Fn::Join takes \[separator, list\], not "x"/],
])('%j is refused in words', async (text, says) => {
  const template = join(folder, 'bad.yaml');
  writeFileSync(template, text);
  const { exitCode, stderr } = await hsm(['emulator', '--port', '0', '--template', template]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(says);
});

test.each([
  [['--artifacts', '.'], '--artifacts is for a template: give --template too'],
  [['--param', 'A=b'], '--param is for a deployment: give --deploy or --template too'],
  [['--template', 'x.yaml', '--deploy'], "option '--template <file>' cannot be used with option '--deploy'"],
  [['--template', 'nowhere.yaml'], '--template nowhere.yaml: does not exist'],
  [['--template', example, '--artifacts', 'nowhere'], '--artifacts nowhere: is no folder'],
  [['--template', example, '--param', 'Tone=b'], 'parameter Tone: the template declares none of that name; it declares Greeting'],
])('%j is refused', async (options, says) => {
  const { exitCode, stderr } = await hsm(['emulator', '--port', '0', ...options]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(says);
});
