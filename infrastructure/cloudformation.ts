/** CloudFormation's words, and the deployment's own: `${…}` with a colon is filled in by the packager. */
export const service = '${self:service}';
export const stage = '${sls:stage}';
/** What every name in an account begins with. */
export const prefix = `${service}-${stage}`;

export interface Resource {
  Type: string;
  Properties: object;
  DependsOn?: string[];
  DeletionPolicy?: 'Retain' | 'Delete';
  UpdateReplacePolicy?: 'Retain';
}

export interface Parameter {
  Type: 'String' | 'Number';
  Default: string;
  Description: string;
}

/** A part of the template; the parts have no name in common. */
export interface TemplatePart {
  Parameters?: Record<string, Parameter>;
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, { Description?: string; Value: unknown }>;
}

export const ref = (name: string) => ({ Ref: name });
export const attribute = (name: string, member: string) => ({ 'Fn::GetAtt': [name, member] });
export const sub = (text: string) => ({ 'Fn::Sub': text });

/** An ARN in the account and region of the stack. */
export const arn = (ofService: string, resource: string) =>
  sub(`arn:\${AWS::Partition}:${ofService}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
