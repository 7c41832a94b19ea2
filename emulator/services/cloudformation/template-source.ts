import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { CloudFormationNeeds } from './needs.ts';
import { invalid } from './refusals.ts';
import type { Stack } from './stack.ts';

export interface TemplateInput {
  TemplateBody?: string;
  TemplateURL?: string;
  UsePreviousTemplate?: boolean;
}

const longestBody = 51_200;
const longestObject = 1_000_000;

/**
 * The text of the template that a request gives, names, or leaves as it was.
 *
 * @throws AwsError ValidationError
 */
export async function templateText(
  place: CloudFormationNeeds,
  { TemplateBody, TemplateURL, UsePreviousTemplate }: TemplateInput,
  caller: Caller,
  stack?: Stack,
): Promise<string> {
  const given = [TemplateBody, TemplateURL, UsePreviousTemplate || undefined].filter((one) => one !== undefined);
  if (given.length === 0) throw invalid('Either Template URL or Template Body must be specified.');
  if (given.length > 1) throw invalid('Either Template URL or Template Body must be specified, but not both.');
  if (TemplateURL !== undefined) return textAt(place, TemplateURL, caller);
  if (TemplateBody === undefined) return stack!.templateText();
  if (Buffer.byteLength(TemplateBody) > longestBody) {
    const constraint = `Member must have length less than or equal to ${longestBody}`;
    throw invalid(`1 validation error detected: Value '…' at 'templateBody' failed to satisfy constraint: ${constraint}`);
  }
  return TemplateBody;
}

async function textAt(place: CloudFormationNeeds, url: string, caller: Caller): Promise<string> {
  const { Bucket, Key, VersionId } = addressed(url, place.url);
  try {
    const input = { Bucket, Key, ...(VersionId && { VersionId }) };
    const { Body } = (await place.call('s3', 'GetObject', input, caller)) as { Body: Buffer };
    if (Body.length > longestObject) throw invalid(`Template may not exceed ${longestObject} bytes in size.`);
    return Body.toString();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'ValidationError') throw error;
    throw invalid(
      `S3 error: ${error.message} For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
}

/** By the path or by the host, on AWS or here. @throws AwsError ValidationError */
function addressed(text: string, here: string): { Bucket: string; Key: string; VersionId?: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw invalid(url?.protocol === 's3:' ? notOfS3(url.hostname) : unsupported);
  const isHere = url.host === new URL(here).host;
  if (!isHere && url.protocol !== 'https:') throw invalid(unsupported);
  const path = decoded(url.pathname.slice(1));
  if (path === undefined) throw invalid(unsupported);
  const VersionId = url.searchParams.get('versionId') ?? undefined;
  const host = isHere ? ['', ''] : /^(?:(.+)\.)?s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/.exec(url.hostname);
  if (!host) throw invalid(unsupported);
  if (host[1]) return { Bucket: host[1], Key: path, VersionId };
  const [Bucket = '', ...key] = path.split('/');
  if (Bucket === '' || key.length === 0) throw invalid(unsupported);
  return { Bucket, Key: key.join('/'), VersionId };
}

/** Undefined where an escape is none. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const unsupported = 'TemplateURL must be a supported URL.';

function notOfS3(bucket: string): string {
  return `S3 error: Domain name specified in ${bucket} is not a valid S3 domain`;
}
