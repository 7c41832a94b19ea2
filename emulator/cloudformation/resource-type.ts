import type { AwsPlace } from '../cloud.ts';
import type { Properties } from './properties.ts';

/** The deployment of one resource, as its type sees it. */
export interface Deployment {
  readonly place: AwsPlace;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** A name as CloudFormation makes one, where the template gives none: stack, logical id and random characters. */
  generatedName(maximumLength: number): string;
  /** The bytes of the zip that a function's code names. */
  artifact(code: CodeLocation): Uint8Array;
}

/** The making of one resource. */
interface Creation extends Deployment {
  /** Says what stands before all of it is done: where the rest fails, it is deleted with what else the stack has made. */
  made(begun: CreatedResource): void;
}

/** Where the bundle of a function lies. */
export interface CodeLocation {
  S3Bucket?: string;
  S3Key: string;
}

export interface CreatedResource {
  /** What Ref gives. */
  physicalId: string;
  arn?: string;
  /** What Fn::GetAtt gives. */
  attributes?: Record<string, string | string[]>;
}

/** A resource that stands, as its type sees it when it changes or goes. */
interface MadeResource extends Pick<CreatedResource, 'physicalId' | 'arn'> {
  /** What it was made with. */
  // biome-ignore lint/suspicious/noExplicitAny: as they are for `create`
  readonly properties: any;
}

/** One type of resource: what it takes, what it gives, how it is made. */
export interface ResourceType {
  readonly type: string;
  readonly properties: Properties;
  /** Names that Fn::GetAtt takes. */
  readonly attributes: string[];
  /** Where the template gives the name of one that is there already, nothing is made. Names are of the place, or `within` what another property names. */
  readonly taken?: { by: string; within?: string; isTaken(name: string, place: AwsPlace, within: unknown): boolean };
  /** Properties that a resource has for good: where one of them changes, another resource takes its place. */
  readonly fixed?: readonly string[] | ((properties: Record<string, unknown>) => readonly string[]);
  /** Properties that may be given, and whose change is not emulated. */
  readonly unchangeable?: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: readProperties has checked them by the table above
  create(properties: any, creation: Creation): CreatedResource | Promise<CreatedResource>;
  /**
   * Changes what stands; without it, another resource takes its place whatever changes.
   *
   * @param made with its properties of before
   * @returns what Fn::GetAtt gives from now on, where that has changed
   */
  update?(
    // biome-ignore lint/suspicious/noExplicitAny: as they are for `create`
    properties: any,
    made: MadeResource,
    deployment: Deployment,
  ): CreatedResource['attributes'] | undefined | Promise<CreatedResource['attributes'] | undefined>;
  /** Removes it; an error says why that cannot be. */
  delete(made: MadeResource, place: AwsPlace): void | Promise<void>;
}

/** A resource that cannot be made, in the words of its service. */
export class ResourceError extends Error {}
