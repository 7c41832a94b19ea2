import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { IamPlace } from '../needs.ts';
import { shownPolicy } from '../shown-policy.ts';
import { pairs, type Tag } from '../tags.ts';
import { checkJson } from '../written-document.ts';

interface Input {
  PolicyName: string;
  Path?: string;
  PolicyDocument: string;
  Description?: string;
  Tags?: Tag[];
}

/** @throws AwsError EntityAlreadyExists, MalformedPolicyDocument */
export const createPolicy: Operation<Input, IamPlace> = {
  resources: ({ PolicyName, Path = '/' }, { partition, accountId }) => [`arn:${partition}:iam::${accountId}:policy${Path}${PolicyName}`],
  run({ PolicyName, Path, PolicyDocument, Description, Tags }, { place }) {
    const { managedPolicies } = place.iam;
    checkJson(PolicyDocument, 'Syntax errors in policy.');
    if (managedPolicies.isTaken(PolicyName))
      throw new AwsError('EntityAlreadyExists', `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`, {
        status: 409,
      });
    const policy = managedPolicies.create(PolicyName, PolicyDocument, Path, { description: Description, tags: pairs(Tags) });
    return { Policy: { ...shownPolicy(policy, place), Description: undefined } };
  },
};
