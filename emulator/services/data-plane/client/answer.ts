import type { Printed } from '../printed.ts';
import { type Pair, writePairs } from './netstrings.ts';

/**
 * What the client does: it asks for passwords, or reads files, and sends the command again with them; reads lines at a prompt, of a
 * session, until that ends; or ends as `printed` says.
 */
export type Answer = { prompts: string[] } | { reads: string[] } | { session: string } | { end: true } | (Printed & Files);

interface Files {
  /** Where the lines of the log go; none are written without it. */
  logFile?: string;
  /** The new text of the configuration that was sent. */
  configuration?: string;
}

/** In the order in which the client carries it out. */
export function writeAnswer(answer: Answer): string {
  if ('prompts' in answer) return writePairs(answer.prompts.map((prompt) => ['prompt', prompt]));
  if ('reads' in answer) return writePairs(answer.reads.map((path) => ['read', path]));
  if ('session' in answer) return writePairs([['session', answer.session]]);
  if ('end' in answer) return writePairs([['end', '']]);
  const { configuration, stdout, stderr, logFile, log, exitCode, file } = answer;
  const pairs: (Pair | false)[] = [
    configuration !== undefined && ['configuration', configuration],
    file !== undefined && ['file', file.path],
    file !== undefined && ['text', file.text],
    ['stdout', stdout],
    ['stderr', stderr],
    logFile !== undefined && ['log-file', logFile],
    logFile !== undefined && log.length > 0 && ['log', log.map((line) => `${line}\n`).join('')],
    ['exit', String(exitCode)],
  ];
  return writePairs(pairs.filter((pair) => pair !== false));
}
