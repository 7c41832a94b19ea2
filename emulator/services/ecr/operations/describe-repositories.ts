import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { EcrPlace, Repository } from '../state.ts';

interface Input {
  registryId?: string;
  repositoryNames?: string[];
  maxResults?: number;
  nextToken?: string;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories: Operation<Input, EcrPlace> = {
  resources: ({ repositoryNames }, place) =>
    repositoryNames?.map((name) => place.arn('ecr', `repository/${name}`)) ?? [place.arn('ecr', 'repository/*')],
  run(input, { place }) {
    const { registryId = place.accountId, repositoryNames } = input;
    if (registryId !== place.accountId)
      throw new AwsError('InvalidParameterException', `the registry of another account, ${registryId}, is not emulated`);
    const { repositories } = place.ecr;
    const missing = repositoryNames?.find((name) => !repositories.has(name));
    if (missing !== undefined) {
      const why = `The repository with name '${missing}' does not exist in the registry with id '${registryId}'`;
      throw new AwsError('RepositoryNotFoundException', why);
    }
    const found = repositoryNames?.map((name) => repositories.get(name)!) ?? [...repositories.values()];
    const { items, nextToken } = page(found, 'DescribeRepositories', input);
    return { repositories: items.map((one) => described(one, registryId)), nextToken };
  },
};

function described({ name, arn, uri, createdAt }: Repository, registryId: string): object {
  return { repositoryArn: arn, registryId, repositoryName: name, repositoryUri: uri, createdAt };
}
