import { expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';

it('a repository of a template is there for whoever asks ECR', async () => {
  const aws = await localAws();
  const Repository = { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'users' } };
  await aws.deploy({ template: { Resources: { Repository } }, artifacts: '/nowhere', stackName: 'sample' });
  const users = {
    repositoryArn: 'arn:aws:ecr:us-east-1:123456789012:repository/users',
    registryId: '123456789012',
    repositoryName: 'users',
    repositoryUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/users',
  };
  expect(await request(aws, 'ecr', 'DescribeRepositories')).toMatchObject({ repositories: [users] });
  expect(await request(aws, 'ecr', 'DescribeRepositories', { repositoryNames: ['users'] })).toMatchObject({ repositories: [users] });
  await expect(request(aws, 'ecr', 'DescribeRepositories', { repositoryNames: ['none'] })).rejects.toMatchObject({
    code: 'RepositoryNotFoundException',
    message: "The repository with name 'none' does not exist in the registry with id '123456789012'",
  });
});
