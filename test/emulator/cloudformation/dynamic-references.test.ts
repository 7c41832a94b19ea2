import { describe, expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';
import { body, cloudFormation, trusting } from './stacks.ts';

describe('dynamic references', () => {
  it('take a member of a secret, at a stage', async () => {
    const aws = await localAws();
    const secret = { Name: 'database', SecretString: JSON.stringify({ password: 'first' }) };
    const caller = { kind: 'person', arn: 'arn:aws:iam::123456789012:root', accessKeyId: 'x' } as const;
    await aws.home.call('secretsmanager', 'CreateSecret', { ...secret, ClientRequestToken: 'a'.repeat(32) }, caller);
    const template = {
      Resources: {
        P: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: 'it is {{resolve:secretsmanager:database:SecretString:password:AWSCURRENT}}' },
        },
      },
      Outputs: { Value: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } },
    };
    const { outputs } = await aws.deploy({ template, artifacts: '/nowhere', stackName: 'sample' });
    expect(outputs.Value).toBe('it is first');
  });

  it('are read once: what a stack has made of them changes and goes, whatever they name by then', async () => {
    const aws = await localAws();
    const ask = cloudFormation(aws);
    const [name, capabilities] = ['{{resolve:ssm:role}}', ['CAPABILITY_IAM']];
    const template = (PolicyName: string) => {
      const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
      return body({ P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName, PolicyDocument, Roles: [name] } } });
    };
    const names = (Value: string) => request(aws, 'ssm', 'PutParameter', { Name: 'role', Type: 'String', Value, Overwrite: true });
    const policies = (role: string) => [...aws.home.iam.roles.named(role).policies.keys()];
    for (const roleName of ['one', 'other'])
      aws.home.iam.putRole({ roleName, assumeRolePolicy: trusting('lambda.amazonaws.com'), policies: [] });
    await names('one');
    await ask('CreateStack', { StackName: 'post', TemplateBody: template('calls'), Capabilities: capabilities });
    await names('other');
    await ask('UpdateStack', { StackName: 'post', TemplateBody: template('asks'), Capabilities: capabilities });
    expect([policies('one'), policies('other')]).toEqual([[], ['asks']]);
    await names('one');
    await ask('DeleteStack', { StackName: 'post' });
    expect(policies('other')).toEqual([]);
  });

  it.each([
    ['{{resolve:ssm-secure:x:1}}', /ssm-secure:…\}\} is not supported; supported are ssm and secretsmanager$/],
    ['{{resolve:ssm:nothing}}', /\{\{resolve:ssm:nothing\}\}: ParameterNotFound$/],
    ['{{resolve:secretsmanager:nothing}}', /ResourceNotFoundException: Secrets Manager can't find the specified secret\.$/],
  ])('are refused where nothing can be read: %s', async (Value, words) => {
    const found = await problemsOf({ Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } } } });
    expect(found).toEqual([expect.stringMatching(words)]);
  });
});
