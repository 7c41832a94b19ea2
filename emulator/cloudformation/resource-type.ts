import type { AwsPlace } from '../cloud.ts';
import type { Properties } from './properties.ts';

/** The deployment of one resource, as its type sees it. */
export interface Deployment {
  readonly place: AwsPlace;
  readonly stackName: string;
  readonly logicalId: string;
  /** A name as CloudFormation makes one, where the template gives none: stack, logical id and random characters. */
  generatedName(maximumLength: number): string;
  /** The bytes of a zip that the package holds, by the basename of its S3 key. */
  artifact(s3Key: string): Uint8Array;
}

export interface CreatedResource {
  /** What Ref gives. */
  physicalId: string;
  arn?: string;
  /** What Fn::GetAtt gives. */
  attributes?: Record<string, string>;
}

/** One type of resource: what it takes, what it gives, how it is made. */
export interface ResourceType {
  readonly type: string;
  readonly properties: Properties;
  /** Names that Fn::GetAtt takes. */
  readonly attributes: string[];
  /** Where the template gives the name of one that is there already, nothing is made. */
  readonly taken?: { by: string; isTaken(name: string, place: AwsPlace): boolean };
  // biome-ignore lint/suspicious/noExplicitAny: readProperties has checked them by the table above
  create(properties: any, deployment: Deployment): CreatedResource | Promise<CreatedResource>;
}

/** A resource that cannot be made, in the words of its service. */
export class ResourceError extends Error {}
