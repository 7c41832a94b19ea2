import { expect, test } from 'vitest';
import { localAws } from '../../local-aws.ts';

const stored = (type: string, name: string) => ({ Type: `AWS::SSM::Parameter::Value<${type}>`, Default: name });

test('parameters take their values from Systems Manager, which the account file fills', async () => {
  const { deploy } = await localAws({
    account: {
      parameters: [
        { name: '/app/greeting', value: 'hello' },
        { name: 'zones', value: ['a', 'b'] },
      ],
    },
  });
  const { outputs } = await deploy({
    template: {
      Parameters: {
        Greeting: stored('String', '/nowhere'),
        Zones: stored('List<String>', 'zones'),
        Checked: { Type: 'AWS::SSM::Parameter::Name', Default: 'zones' },
        BootstrapVersion: stored('String', '/cdk-bootstrap/hnb659fds/version'),
      },
      Resources: { Q: { Type: 'AWS::SQS::Queue' } },
      Outputs: {
        Greeting: { Value: { Ref: 'Greeting' } },
        Zones: { Value: { 'Fn::Select': [1, { Ref: 'Zones' }] } },
        Checked: { Value: { Ref: 'Checked' } },
        Bootstrapped: { Value: { Ref: 'BootstrapVersion' } },
      },
    },
    parameters: { Greeting: '/app/greeting' },
    artifacts: '/nowhere',
    stackName: 'sample',
  });
  expect(outputs).toEqual({ Greeting: 'hello', Zones: 'b', Checked: 'zones', Bootstrapped: expect.stringMatching(/^\d+$/) });
});
