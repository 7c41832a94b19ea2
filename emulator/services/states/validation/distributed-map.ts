import { type Check, type FieldRules, integer, list, oneOf, structure, text } from './fields.ts';

/** How a query language writes what the fields of a distributed Map hold. */
interface Notation {
  language: NonNullable<FieldRules['language']>;
  /** What a call to S3 is given. */
  given: Record<string, Check>;
  /** The fields of a number. */
  number(name: string, check: Check): Record<string, Check>;
  batchInput: Check;
}

const mostItems = 100_000_000;
const mostBytes = 262_144;

/** The fields of a distributed Map: where its items are read, how many of them go together, and where what becomes of them is written. */
export function distributedMap({ language, given, number, batchInput }: Notation): Record<string, Check> {
  const fields = (required: Record<string, Check>, optional: Record<string, Check>) => structure({ language, required, optional });
  return {
    ItemReader: fields(
      { Resource: oneOf('arn:aws:states:::s3:getObject', 'arn:aws:states:::s3:listObjectsV2') },
      {
        ...given,
        ReaderConfig: fields(
          {},
          {
            InputType: oneOf('CSV', 'JSON', 'JSONL'),
            CSVHeaderLocation: oneOf('FIRST_ROW', 'GIVEN'),
            CSVHeaders: list(text),
            CSVDelimiter: oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'),
            ItemsPointer: text,
            ...number('MaxItems', integer(0, mostItems)),
          },
        ),
      },
    ),
    ItemBatcher: fields(
      {},
      {
        ...number('MaxItemsPerBatch', integer(0, mostItems)),
        ...number('MaxInputBytesPerBatch', integer(0, mostBytes)),
        BatchInput: batchInput,
      },
    ),
    ResultWriter: fields(
      {},
      {
        Resource: oneOf('arn:aws:states:::s3:putObject'),
        ...given,
        WriterConfig: fields({}, { Transformation: oneOf('NONE', 'COMPACT', 'FLATTEN'), OutputType: oneOf('JSON', 'JSONL') }),
      },
    ),
  };
}
