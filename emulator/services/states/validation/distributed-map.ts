import { expressionOr, integer, list, oneOf, structure, template, text } from './fields.ts';

const limit = expressionOr(integer(0, 100_000_000));

/** Where the items of a distributed Map are read. */
export const itemReader = structure({
  required: { Resource: oneOf('arn:aws:states:::s3:getObject', 'arn:aws:states:::s3:listObjectsV2') },
  optional: {
    Arguments: template,
    ReaderConfig: structure({
      required: {},
      optional: {
        InputType: oneOf('CSV', 'JSON', 'JSONL'),
        CSVHeaderLocation: oneOf('FIRST_ROW', 'GIVEN'),
        CSVHeaders: list(text),
        CSVDelimiter: oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'),
        ItemsPointer: text,
        MaxItems: limit,
      },
    }),
  },
});

/** How many of them go together. */
export const itemBatcher = structure({
  required: {},
  optional: { MaxItemsPerBatch: limit, MaxInputBytesPerBatch: expressionOr(integer(0, 262_144)), BatchInput: template },
});

/** Where what becomes of them is written. */
export const resultWriter = structure({
  required: {},
  optional: {
    Resource: oneOf('arn:aws:states:::s3:putObject'),
    Arguments: template,
    WriterConfig: structure({
      required: {},
      optional: { Transformation: oneOf('NONE', 'COMPACT', 'FLATTEN'), OutputType: oneOf('JSON', 'JSONL') },
    }),
  },
});
