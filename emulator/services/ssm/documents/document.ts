import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';

export interface DocumentParameter {
  type: 'String' | 'StringList' | 'Boolean' | 'Integer' | 'StringMap' | 'MapList';
  description?: string;
  default?: unknown;
  allowedValues?: string[];
  allowedPattern?: string;
  maxChars?: number;
  minChars?: number;
  /** With ENV_VAR a command finds the value in `SSM_<name>`, and not in its own text. */
  interpolationType?: 'ENV_VAR';
}

export interface DocumentStep {
  name: string;
  precondition?: { StringEquals?: string[] };
  inputs: { runCommand: string[]; timeoutSeconds?: string | number };
}

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
  const read = asObject(parsed(content), 'the document');
  if (read.schemaVersion !== '2.2')
    throw new AwsError('InvalidDocumentSchemaVersion', `The schema version ${String(read.schemaVersion)} is not emulated: 2.2 is`);
  const steps = Array.isArray(read.mainSteps) ? read.mainSteps : [];
  if (steps.length === 0) throw invalid('mainSteps has no step');
  return {
    content,
    description: typeof read.description === 'string' ? read.description : undefined,
    parameters: asObject(read.parameters ?? {}, 'parameters') as Record<string, DocumentParameter>,
    steps: steps.map(readStep),
  };
}

function readStep(given: unknown): DocumentStep {
  const { action, name, inputs, precondition } = asObject(given, 'a step');
  if (action !== 'aws:runShellScript') throw invalid(`the action ${String(action)} is not emulated: aws:runShellScript is`);
  if (typeof name !== 'string' || name === '') throw invalid('a step has no name');
  const { runCommand, timeoutSeconds } = asObject(inputs, `inputs of ${name}`);
  if (!Array.isArray(runCommand) || !runCommand.every((line) => typeof line === 'string')) throw invalid(`${name} has no runCommand`);
  return {
    name,
    precondition: precondition as DocumentStep['precondition'],
    inputs: { runCommand, timeoutSeconds: timeoutSeconds as string | number | undefined },
  };
}

function parsed(content: string): unknown {
  try {
    return readJson(content);
  } catch (error) {
    throw invalid(`JSON not well-formed: ${(error as Error).message}`);
  }
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${what} is no object`);
  return value as Record<string, unknown>;
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidDocumentContent', why);
}
