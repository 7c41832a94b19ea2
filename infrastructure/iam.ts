import type { Resource } from './cloudformation.ts';

export interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
}

export const allow = (actions: string | string[], resource: unknown = '*', condition?: object): Statement => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
  ...(condition && { Condition: condition }),
});

/** A role that one service may assume, with one policy. */
export function role(principal: string, policyName: string, statements: Statement[]): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}
