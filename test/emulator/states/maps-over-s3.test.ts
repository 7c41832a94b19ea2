import { describe, expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, finish, start } from './executions.ts';

const bucket = 'items';
const read = (key: string, ReaderConfig: object) => ({
  ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Arguments: { Bucket: bucket, Key: key }, ReaderConfig },
});
const echo = { StartAt: 'Echo', States: { Echo: { Type: 'Pass', End: true } } };
const failing = {
  StartAt: 'Fine?',
  States: {
    'Fine?': { Type: 'Choice', Choices: [{ Condition: "{% 'bad' in $states.input.Items %}", Next: 'Bad' }], Default: 'Fine' },
    Fine: { Type: 'Succeed' },
    Bad: { Type: 'Fail', Error: 'Bad' },
  },
};

async function ran(
  fields: object,
  { objects = {}, input = {}, block = echo }: { objects?: Record<string, string>; input?: unknown; block?: object },
) {
  const aws = await localAws();
  const { s3 } = aws.home;
  s3.createBucket(bucket);
  for (const [key, text] of Object.entries(objects))
    s3.bucket(bucket).objects.put({ key, body: Buffer.from(text), etag: '"e"', metadata: {}, checksum: {} });
  const ItemProcessor = { ...block, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
  const machine = await createMachine(aws, { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor, End: true, ...fields } } });
  const outcome = await finish(aws, await start(aws, machine, input));
  const { mapRuns } = await request(aws, 'stepfunctions', 'ListMapRuns', { executionArn: outcome.executionArn });
  const counts = mapRuns[0] && (await request(aws, 'stepfunctions', 'DescribeMapRun', { mapRunArn: mapRuns[0].mapRunArn }));
  const object = (key: string) => JSON.parse(String(s3.bucket(bucket).objects.find(key)?.body));
  return { outcome, counts, object };
}

describe('a distributed Map over S3', () => {
  it.each([
    ['lines of JSON', 'a.jsonl', { InputType: 'JSONL' }, '{"a":1}\r\n\n[2]\n', [{ a: 1 }, [2]]],
    ['what a pointer names', 'a.json', { InputType: 'JSON', ItemsPointer: '/a~1b/0' }, '{"a/b":[[1,2]]}', [1, 2]],
    ['rows with another delimiter', 'a.csv', { InputType: 'CSV', CSVDelimiter: 'PIPE' }, 'A|B\n"1|""x"""|2\n', [{ A: '1|"x"', B: '2' }]],
  ])('goes over %s', async (_, key, config, text, items) => {
    expect((await ran(read(key, config), { objects: { [key]: text } })).outcome.output).toEqual(items);
  });

  it('follows a pointer to nothing that its document does not hold', async () => {
    const fields = read('a.json', { InputType: 'JSON', ItemsPointer: '/constructor/prototype' });
    const { outcome } = await ran(fields, { objects: { 'a.json': '[1]' } });
    expect(outcome).toMatchObject({ error: 'States.ItemReaderFailed', cause: 'Attempting to map over non-iterable node.' });
  });

  it('reads as many rows as it is to', async () => {
    const config = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: 2 };
    const { outcome } = await ran(read('a.csv', config), { objects: { 'a.csv': 'A\n1\n2\n3' } });
    expect(outcome.output).toEqual([{ A: '1' }, { A: '2' }]);
  });

  it('tells where an item is from', async () => {
    const ItemSelector = { from: '{% $states.context.Map.Item.Source %}', value: '{% $states.context.Map.Item.Value %}' };
    const { outcome } = await ran({ ...read('a.json', { InputType: 'JSON' }), ItemSelector }, { objects: { 'a.json': '["x"]' } });
    expect(outcome.output).toEqual([{ from: 'S3://items/a.json', value: 'x' }]);
  });

  it('fails where there is nothing to read', async () => {
    const { outcome } = await ran(read('none.json', { InputType: 'JSON' }), {});
    expect(outcome).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(outcome.cause).toContain('The specified key does not exist. (Service: S3, Status Code: 404,');
  });

  it('gives a child as many items as fit, by number and by size, and counts both', async () => {
    const ItemBatcher = { MaxItemsPerBatch: 2, BatchInput: { day: '{% $states.input.day %}' } };
    const Items = '{% $states.input.items %}';
    const { outcome, counts } = await ran({ Items, ItemBatcher }, { input: { day: 1, items: ['a', 'b', 'c'] } });
    expect(outcome.output).toEqual([
      { BatchInput: { day: 1 }, Items: ['a', 'b'] },
      { BatchInput: { day: 1 }, Items: ['c'] },
    ]);
    expect(counts).toMatchObject({ itemCounts: { total: 3, succeeded: 3 }, executionCounts: { total: 2, succeeded: 2 } });
    const small = await ran({ ItemBatcher: { MaxInputBytesPerBatch: 30 } }, { input: ['a'.repeat(5), 'b'.repeat(5), 'c'.repeat(5)] });
    expect(small.outcome.output).toEqual([{ Items: ['aaaaa', 'bbbbb'] }, { Items: ['ccccc'] }]);
  });

  it('counts the items of a batch that fails', async () => {
    const fields = { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 };
    const { outcome } = await ran(fields, { input: ['a', 'b', 'bad', 'c'], block: failing });
    expect(outcome.error).toBe('States.ExceedToleratedFailureThreshold');
  });

  it('writes what became of its children, with a manifest beside it', async () => {
    const writer = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: bucket, Prefix: 'results' } };
    const fields = { ItemBatcher: { MaxItemsPerBatch: 1 }, ToleratedFailureCount: 1, ResultWriter: writer };
    const { outcome, counts, object } = await ran(fields, { input: ['a', 'bad'], block: failing });
    const { MapRunArn, ResultWriterDetails } = outcome.output as {
      MapRunArn: string;
      ResultWriterDetails: { Bucket: string; Key: string };
    };
    const folder = `results/${MapRunArn.split(':').at(-1)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: bucket, Key: `${folder}/manifest.json` });
    const manifest = object(ResultWriterDetails.Key);
    expect(manifest).toMatchObject({ DestinationBucket: bucket, MapRunArn, ResultFiles: { PENDING: [] } });
    expect(manifest.ResultFiles.SUCCEEDED).toEqual([{ Key: `${folder}/SUCCEEDED_0.json`, Size: expect.any(Number) }]);
    expect(object(`${folder}/SUCCEEDED_0.json`)).toMatchObject([
      { Status: 'SUCCEEDED', Input: '{"Items":["a"]}', Output: '{"Items":["a"]}', RedriveStatus: 'NOT_REDRIVABLE' },
    ]);
    expect(object(`${folder}/FAILED_0.json`)).toMatchObject([{ Status: 'FAILED', RedriveStatus: 'REDRIVABLE_BY_MAP_RUN' }]);
    expect(counts.executionCounts).toMatchObject({ resultsWritten: 2 });
  });

  it.each([
    ['COMPACT', [[1], [2]]],
    ['FLATTEN', [1, 2]],
  ])('makes its result of the outputs alone where it is to be %s', async (Transformation, output) => {
    const { outcome } = await ran({ ResultWriter: { WriterConfig: { Transformation } } }, { input: [[1], [2]] });
    expect(outcome.output).toEqual(output);
  });
});
