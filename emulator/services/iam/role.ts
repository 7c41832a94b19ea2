import type { Policy, PolicyDocument } from './policy-document.ts';

export interface Role {
  readonly roleName: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  description: string | undefined;
  maxSessionSeconds: number;
  readonly tags: Map<string, string>;
  trust: Policy;
  /** Inline policies by name. */
  readonly policies: Map<string, Policy>;
  readonly managedPolicyArns: string[];
}

export interface RoleDeclaration {
  roleName: string;
  /** `/` by default. */
  path?: string;
  assumeRolePolicy: PolicyDocument;
  policies: InlinePolicy[];
  managedPolicyArns?: string[];
  description?: string | undefined;
  /** An hour by default. */
  maxSessionSeconds?: number | undefined;
  tags?: Iterable<readonly [string, string]>;
}

export interface InlinePolicy {
  policyName: string;
  policyDocument: PolicyDocument;
}
