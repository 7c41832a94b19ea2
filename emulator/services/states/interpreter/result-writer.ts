import { readJson } from '../../../kernel/read-json.ts';
import type { Branch } from '../branch.ts';
import type { ResultWriter } from '../definition.ts';
import type { Execution } from '../execution.ts';
import { awsSdk } from '../integrations/aws-sdk.ts';
import type { TaskCall } from '../integrations/integration.ts';
import { parametersObject } from '../integrations/service-call.ts';
import type { MapRun } from '../map-run.ts';
import { redriveStatus } from '../redrive.ts';
import { StateError } from '../state-error.ts';
import { writtenTime } from '../timestamp.ts';
import { languageOf } from './language-of.ts';

/** Where results go, evaluated; without a bucket, they stay the state's result. */
export interface Writing {
  bucket: string | undefined;
  prefix: string;
  config: NonNullable<ResultWriter['WriterConfig']>;
}

export async function writingOf(branch: Branch, writer: ResultWriter): Promise<Writing> {
  const given = parametersObject(await languageOf(branch).written(branch, writer));
  const { Resource, WriterConfig: config = {} } = writer;
  return { bucket: Resource === undefined ? undefined : String(given.Bucket), prefix: String(given.Prefix ?? ''), config };
}

/**
 * What became of the children of a Map Run, in files beside a manifest, or as the result that the writer makes of it.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 *
 * @throws StateError States.ResultWriterFailed
 */
export async function writeResults(
  { bucket, prefix, config }: Writing,
  mapRun: MapRun,
  children: (Execution | undefined)[],
  call: TaskCall,
): Promise<unknown> {
  const there = children.filter((child) => child !== undefined);
  const succeeded = there.filter(({ status }) => status === 'SUCCEEDED');
  if (bucket === undefined) return transformed(succeeded, config);
  const folder = [prefix, mapRun.arn.split(':').at(-1)].filter(Boolean).join('/');
  const put = async (Key: string, content: string) => {
    try {
      await awsSdk('s3', 'putObject')!.request(call, { Bucket: bucket, Key, Body: Buffer.from(content) });
    } catch (error) {
      throw error instanceof StateError ? new StateError('States.ResultWriterFailed', error.cause) : error;
    }
    return { Key, Size: Buffer.byteLength(content) };
  };
  const file = async (name: string, kept: unknown[]) => (kept.length > 0 ? [await put(`${folder}/${name}`, written(kept, config))] : []);
  const extension = config.OutputType === 'JSONL' ? 'jsonl' : 'json';
  const failed = there.filter(({ status }) => status !== 'SUCCEEDED' && status !== 'PENDING_REDRIVE');
  const ResultFiles = {
    FAILED: await file(`FAILED_0.${extension}`, failed.map(record)),
    PENDING: [],
    SUCCEEDED: await file(`SUCCEEDED_0.${extension}`, transformed(succeeded, config)),
  };
  mapRun.files = 'written';
  const manifest = { DestinationBucket: bucket, MapRunArn: mapRun.arn, ResultFiles };
  const { Key } = await put(`${folder}/manifest.json`, JSON.stringify(manifest));
  return { MapRunArn: mapRun.arn, ResultWriterDetails: { Bucket: bucket, Key } };
}

function written(kept: unknown[], { OutputType }: Writing['config']): string {
  return OutputType === 'JSONL' ? kept.map((one) => JSON.stringify(one)).join('\n') : JSON.stringify(kept);
}

function transformed(children: Execution[], { Transformation = 'NONE' }: Writing['config']): unknown[] {
  if (Transformation === 'NONE') return children.map(record);
  const outputs = children.map(({ output }) => readJson(output ?? 'null'));
  return Transformation === 'FLATTEN' ? outputs.flat() : outputs;
}

/** As Step Functions writes down an execution. */
function record(child: Execution): Record<string, unknown> {
  const { arn, inputText, output, name, machine, status, startDate, stopDate, redriveCount } = child;
  const { redriveStatus: RedriveStatus, redriveStatusReason: RedriveStatusReason } = redriveStatus(child);
  return {
    ExecutionArn: arn,
    Input: inputText,
    InputDetails: { Included: true },
    Name: name,
    ...(output === undefined ? {} : { Output: output, OutputDetails: { Included: true } }),
    RedriveCount: redriveCount,
    RedriveStatus,
    ...(RedriveStatusReason === undefined ? {} : { RedriveStatusReason }),
    StartDate: writtenTime(startDate),
    StateMachineArn: machine.arn,
    Status: status,
    ...(stopDate ? { StopDate: writtenTime(stopDate) } : {}),
  };
}
