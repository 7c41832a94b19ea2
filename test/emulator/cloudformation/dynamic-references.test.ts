import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { problemsOf } from './problems-of.ts';

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

  it.each([
    ['{{resolve:ssm-secure:x:1}}', /ssm-secure:…\}\} is not supported; supported are ssm and secretsmanager$/],
    ['{{resolve:ssm:nothing}}', /\{\{resolve:ssm:nothing\}\}: ParameterNotFound$/],
    ['{{resolve:secretsmanager:nothing}}', /ResourceNotFoundException: Secrets Manager can't find the specified secret\.$/],
  ])('are refused where nothing can be read: %s', async (Value, words) => {
    const found = await problemsOf({ Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } } } });
    expect(found).toEqual([expect.stringMatching(words)]);
  });
});
