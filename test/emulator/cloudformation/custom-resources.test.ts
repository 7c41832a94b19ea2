import { expect, test } from 'vitest';
import { localAws } from '../../local-aws.ts';

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
  },
};

/** What a custom resource gives that a function with this code makes. */
async function made(code: string, runtime = 'nodejs22.x', Role = role) {
  const { deploy } = await localAws();
  const Properties = { Handler: 'index.handler', Runtime: runtime, Role: { 'Fn::GetAtt': 'Role.Arn' }, Code: { ZipFile: code } };
  const { outputs } = await deploy({
    template: {
      Resources: {
        Role,
        Maker: { Type: 'AWS::Lambda::Function', Properties },
        Made: { Type: 'Custom::Made', Properties: { ServiceToken: { 'Fn::GetAtt': 'Maker.Arn' }, Size: 3 } },
      },
      Outputs: { Id: { Value: { Ref: 'Made' } }, Size: { Value: { 'Fn::GetAtt': 'Made.Size' } } },
    },
    artifacts: '/nowhere',
    stackName: 'sample',
  });
  return outputs;
}

test.each(['nodejs20.x', 'nodejs22.x'])('a function in the template answers by cfn-response, on %s', async (runtime) => {
  const code = `
const response = require('cfn-response');
exports.handler = (event, context) => {
  response.send(event, context, response.SUCCESS, { Size: event.ResourceProperties.Size + '!' }, 'made');
};`;
  expect(await made(code, runtime)).toEqual({ Id: 'made', Size: '3!' });
});

test('cfn-response names the log stream where nobody names what was made, and may be waited for', async () => {
  const code = `
const { send, SUCCESS } = require('cfn-response');
exports.handler = async (event, context) => { await send(event, context, SUCCESS, { Size: 'x' }); };`;
  expect(await made(code, 'nodejs24.x')).toEqual({ Id: expect.stringMatching(/^2026\/01\/05\/\[\$LATEST\]/), Size: 'x' });
});

test('a function that fails says so by cfn-response', async () => {
  const code = `
const response = require('cfn-response');
exports.handler = (event, context) => response.send(event, context, response.FAILED);`;
  await expect(made(code)).rejects.toThrow(
    /Received response status \[FAILED\] from custom resource\. Message returned: See the details in CloudWatch Log Stream: .* \(RequestId: [0-9a-f-]{36}\)/,
  );
});

test('a function that leaves out what others refer to is told so', async () => {
  const code = `
const { send, SUCCESS } = require('cfn-response');
exports.handler = async (event, context) => { await send(event, context, SUCCESS, {}); };`;
  await expect(made(code)).rejects.toThrow(
    /output Size: CustomResource attribute error: Vendor response doesn't contain Size attribute in object arn:\S+\|Made/,
  );
});

test('an answer of more than 4,096 bytes is none', async () => {
  const code = `
const { send, SUCCESS } = require('cfn-response');
exports.handler = async (event, context) => { await send(event, context, SUCCESS, { Size: 'x'.repeat(4096) }); };`;
  await expect(made(code)).rejects.toThrow('Made (Custom::Made): Response object is too long.');
});

test('where nobody answers, the error in the log is told', async () => {
  const words =
    /did not receive a response from your Custom Resource\. Please check your logs for requestId \[[0-9a-f-]{36}\] .*ERROR.*Cannot find module 'nowhere'/;
  await expect(made(`require('nowhere');`)).rejects.toThrow(words);
});

test('where nobody answers, and no log has an error, what is missing is told', async () => {
  const unanswered = made('exports.handler = async () => ({ PhysicalResourceId: "made" });');
  await expect(unanswered).rejects.toThrow(/check your logs for requestId \[\S+\] \(they have no error: .* its answer to the ResponseURL/);
  const silent = made(`require('nowhere');`, 'nodejs22.x', { ...role, Properties: { ...role.Properties, ManagedPolicyArns: [] } });
  await expect(silent).rejects.toThrow(/check your logs for requestId \[\S+\] \(there are none: .*AWSLambdaBasicExecutionRole\)/);
});

test.each([
  ['require', `const { request } = require('node:https');`, ''],
  ['its module', `const https = require('https');`, 'https.'],
  [
    'the port of TLS',
    `const { request: ask } = require('https'); const request = (options, done) => ask({ ...options, port: 443 }, done);`,
    '',
  ],
])('a function answers that speaks TLS to the host of the URL, by %s', async (_, load, of) => {
  const code = `
${load}
exports.handler = (event) => new Promise((resolve, reject) => {
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'made', StackId, RequestId, LogicalResourceId, Data: { Size: 'x' } });
  const { hostname, pathname: path } = new URL(event.ResponseURL);
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  ${of}request({ hostname, path, method: 'PUT', headers }, (response) => { response.resume(); resolve(); }).on('error', reject).end(body);
});`;
  expect(await made(code)).toEqual({ Id: 'made', Size: 'x' });
});
