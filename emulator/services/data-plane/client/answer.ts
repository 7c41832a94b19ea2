import type { Printed } from '../printed.ts';
import { type Pair, writePairs } from './netstrings.ts';

/** What the client does: it asks for passwords and sends the command again with them, or ends as `printed` says. */
export type Answer = { prompts: string[] } | (Printed & Files);

export interface Files {
  /** Where the lines of the log go; none are written without it. */
  logFile?: string;
  /** The new text of the configuration that was sent. */
  configuration?: string;
}

/** In the order in which the client carries it out. */
export function writeAnswer(answer: Answer): string {
  if ('prompts' in answer) return writePairs(answer.prompts.map((prompt) => ['prompt', prompt]));
  const { configuration, stdout, stderr, logFile, log, exitCode } = answer;
  const pairs: (Pair | false)[] = [
    configuration !== undefined && ['configuration', configuration],
    ['stdout', stdout],
    ['stderr', stderr],
    logFile !== undefined && ['log-file', logFile],
    logFile !== undefined && log.length > 0 && ['log', log.map((line) => `${line}\n`).join('')],
    ['exit', String(exitCode)],
  ];
  return writePairs(pairs.filter((pair) => pair !== false));
}
