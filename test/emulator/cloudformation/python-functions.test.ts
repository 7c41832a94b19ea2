import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { readTemplate } from '../../../emulator/cloudformation/read-template.ts';
import type { AccountFile } from '../../../emulator/kernel/account.ts';
import { boto3 } from '../../foreign-tools/python.ts';
import { localAws } from '../../local-aws.ts';
import { logged, person } from '../lambda/functions.ts';
import { python, runBy } from '../lambda/python-functions.ts';

test('functions of Python in a template make a cluster, and delete old backups each day', async (context) => {
  runBy(context, boto3);
  const backups = [30, 20, 3].map((days) => ({ hoursOld: 24 * days }));
  const account: AccountFile = { clusters: [{ id: 'cluster-aaaaaaaaaaa', subnets: ['subnet-0aaa1111aaa1111aa'], backups }] } as AccountFile;
  const emulator = await localAws({ account });
  const { home } = emulator;
  const template = readTemplate(readFileSync('examples/python-functions.yaml', 'utf8'));
  const began = home.clock.now();
  const { outputs } = await emulator.deploy({ template, artifacts: '/nowhere', stackName: 'python' });
  expect(outputs).toMatchObject({ ClusterId: expect.stringMatching(/^cluster-/), SecurityGroup: expect.stringMatching(/^sg-/) });
  expect(home.clock.now() - began).toBeGreaterThan(120_000);
  await home.clock.advance(86_400 * 2);
  const deleted = logged(emulator, outputs.BackupsFunction!).filter((line) => line.startsWith('deleted'));
  expect(deleted).toEqual([expect.stringMatching(/^deleted 2 backups: \['backup-\w+', 'backup-\w+'\]$/), 'deleted 0 backups: []']);
  await home.call('cloudformation', 'DeleteStack', { StackName: 'python' }, person);
  await home.clock.idle();
  await expect(home.call('cloudformation', 'DescribeStacks', { StackName: 'python' }, person)).rejects.toThrow('does not exist');
  const clusters = (await home.call('cloudhsmv2', 'DescribeClusters', {}, person)) as { Clusters: { ClusterId: string; State: string }[] };
  expect(clusters.Clusters.filter(({ State }) => State !== 'DELETED').map(({ ClusterId }) => ClusterId)).toEqual(['cluster-aaaaaaaaaaa']);
});

/** What a custom resource gives that a function of Python with this code makes. */
async function made(code: string) {
  const { deploy } = await localAws();
  const role = {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
  };
  const maker = { Handler: 'index.handler', Runtime: 'python3.12', Role: { 'Fn::GetAtt': 'Role.Arn' }, Code: { ZipFile: code } };
  const { outputs } = await deploy({
    template: {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: role },
        Maker: { Type: 'AWS::Lambda::Function', Properties: maker },
        Made: { Type: 'Custom::Made', Properties: { ServiceToken: { 'Fn::GetAtt': 'Maker.Arn' }, Size: 3 } },
      },
      Outputs: { Id: { Value: { Ref: 'Made' } }, Size: { Value: { 'Fn::GetAtt': 'Made.Size' } } },
    },
    artifacts: '/nowhere',
    stackName: 'sample',
  });
  return outputs;
}

it('a template with functions of Python is refused where this machine has none, before anything is made', async () => {
  vi.stubEnv('PYTHON', '/nowhere/python3');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(made('def handler(event, context): pass')).rejects.toThrow(
    "Maker (AWS::Lambda::Function): property Runtime: Runtime python3.12: functions of Python are run by this machine's /nowhere/python3, which is not there. Install Python 3.9 or later",
  );
});

describe('a function of Python in a template', () => {
  beforeEach((context) => runBy(context, python));

  it('answers by cfnresponse, which names the log stream where nobody names what was made', async () => {
    const code = `
import cfnresponse

def handler(event, context):
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Size": event["ResourceProperties"]["Size"] + "!"})`;
    expect(await made(code)).toEqual({ Id: expect.stringMatching(/^2026\/01\/05\/\[\$LATEST\]/), Size: '3!' });
  });

  it.each([
    ['its own reason', ', {}, "id", False, "no room"', /Message returned: no room \(RequestId: [0-9a-f-]{36}\)/],
    ['its log', ', {}', /Message returned: See the details in CloudWatch Log Stream: 2026.* \(RequestId: [0-9a-f-]{36}\)/],
  ])('says by cfnresponse that it failed, with %s', async (_, more, words) => {
    const code = `import cfnresponse\ndef handler(event, context): cfnresponse.send(event, context, cfnresponse.FAILED${more})`;
    await expect(made(code)).rejects.toThrow(words);
  });

  it('answers by TLS to the host of the URL, as crhelper does', async () => {
    const code = `
import json
from http.client import HTTPSConnection
from urllib.parse import urlsplit, urlunsplit

def handler(event, context):
    url = urlsplit(event["ResponseURL"])
    names = ("StackId", "RequestId", "LogicalResourceId")
    body = json.dumps({"Status": "SUCCESS", "PhysicalResourceId": "made", "Data": {"Size": "x"}, **{name: event[name] for name in names}})
    for host in (url.hostname, url.netloc):
        connection = HTTPSConnection(host)
        connection.request("PUT", urlunsplit(("", "", *url[2:])), body, {"content-type": "", "content-length": str(len(body))})
        assert connection.getresponse().status == 200`;
    expect(await made(code)).toEqual({ Id: 'made', Size: 'x' });
  });

  it('that does not answer is told by what its log says of errors', async () => {
    await expect(made('import nowhere')).rejects.toThrow(
      /Please check your logs for requestId \[[0-9a-f-]{36}\] \[ERROR\] Runtime\.ImportModuleError: Unable to import module 'index': No module named 'nowhere'/,
    );
  });

  it('finds cfnresponse only where it imports it', async () => {
    await expect(made('import importlib\nimportlib.import_module("cfn" + "response")')).rejects.toThrow("No module named 'cfnresponse'");
  });
});
