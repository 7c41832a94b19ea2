import * as z from 'zod';
import { AwsError } from '../../../kernel/aws-error.ts';
import { checked } from '../../../kernel/checked.ts';
import { readJson } from '../../../kernel/read-json.ts';

const parameter = z.strictObject({
  type: z.enum(['String', 'StringList', 'Boolean', 'Integer', 'StringMap', 'MapList']),
  description: z.string().optional(),
  default: z.unknown().optional(),
  allowedValues: z.array(z.unknown()).optional(),
  allowedPattern: z.string().optional(),
  maxChars: z.number().optional(),
  minChars: z.number().optional(),
  /** With ENV_VAR a command finds the value in `SSM_<name>`, and not in its own text. */
  interpolationType: z.literal('ENV_VAR').optional(),
  /** For the console. */
  displayType: z.string().optional(),
});

const step = z.strictObject({
  action: z.literal('aws:runShellScript', 'is not emulated: aws:runShellScript is'),
  name: z.string().min(1),
  precondition: z.strictObject({ StringEquals: z.tuple([z.literal('platformType'), z.string()]) }).optional(),
  inputs: z.strictObject({ runCommand: z.array(z.string()), timeoutSeconds: z.union([z.string(), z.number()]).optional() }),
});

/** The agent knows parameters of such names. */
const parameterName = z.string().regex(/^[a-zA-Z0-9]+$/);

const outline = z.strictObject({
  schemaVersion: z.literal('2.2'),
  description: z.string().optional(),
  parameters: z.record(parameterName, parameter).optional(),
  mainSteps: z.array(step).min(1),
});

export type DocumentParameter = z.infer<typeof parameter>;
export type DocumentStep = z.infer<typeof step>;

/** A Command document of schema 2.2 whose steps run shell scripts. */
export interface CommandDocument {
  name: string;
  content: string;
  description?: string;
  parameters: Record<string, DocumentParameter>;
  steps: DocumentStep[];
  targetType?: string;
  createdAt: Date;
  version: string;
}

/** AWS's own limit. */
const longestContent = 65_536;

/**
 * Reads the content of a document.
 *
 * @throws AwsError InvalidDocumentContent, InvalidDocumentSchemaVersion, MaxDocumentSizeExceeded
 */
export function readDocument(content: string): Pick<CommandDocument, 'content' | 'description' | 'parameters' | 'steps'> {
  if (Buffer.byteLength(content) > longestContent) throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  const given = parsed(content);
  const version = (given as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (version !== undefined && version !== '2.2')
    throw new AwsError('InvalidDocumentSchemaVersion', `The schema version ${String(version)} is not emulated: 2.2 is`);
  const { description, parameters = {}, mainSteps } = fitting(given);
  return { content, description, parameters, steps: mainSteps };
}

function fitting(given: unknown): z.infer<typeof outline> {
  try {
    return checked(outline, given, 'the document');
  } catch (error) {
    throw invalid(`${(error as Error).message}\ndocs/api-coverage.md says which documents are emulated`);
  }
}

function parsed(content: string): unknown {
  try {
    return readJson(content);
  } catch (error) {
    throw invalid(`JSON not well-formed: ${(error as Error).message}`);
  }
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidDocumentContent', why);
}
