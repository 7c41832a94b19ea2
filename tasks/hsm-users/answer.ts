import type { Ended } from './execute.ts';

/**
 * What came of a command of the CloudHSM CLI: `refused` in its JSON document, `unreadable` in any other form, `late` where no answer
 * came in time. `words` are the CLI's own, as far as it has said anything.
 */
export type Answer = { ok: true; data: unknown } | { ok: false; kind: 'refused' | 'unreadable' | 'late'; words: string };

const mostLines = 3;
const mostCharacters = 400;

/**
 * Reads what the CLI has printed: a JSON document on stdout as the reference describes it, and whatever else on stdout or stderr. The
 * document decides, since the reference says nothing of exit statuses.
 */
export function answerOf({ stdout, stderr, status }: Ended): Answer {
  const document = documentIn(stdout) ?? documentIn(stderr);
  if (document?.error_code === 0) return { ok: true, data: document.data };
  if (document) return { ok: false, kind: 'refused', words: text(document.data) };
  const words = lastLines(`${stdout}\n${stderr}`);
  if (status === 'time limit') return { ok: false, kind: 'late', words: `timed out${words && `; so far: ${words}`}` };
  return { ok: false, kind: 'unreadable', words: words || `nothing printed, exit status ${status}` };
}

/** Words that speak of the way to the HSMs and not of what was asked. */
export function speaksOfConnection(words: string): boolean {
  return /context|connect|unreachable|timed? ?out|network|handshake|certificate verify/i.test(words);
}

interface Document {
  error_code: number;
  data: unknown;
}

/** A prompt or a warning may stand before the document. */
function documentIn(output: string): Document | undefined {
  const [first, last] = [output.indexOf('{'), output.lastIndexOf('}')];
  if (first === -1 || last < first) return undefined;
  try {
    const value = JSON.parse(output.slice(first, last + 1)) as Partial<Document> | null;
    return typeof value?.error_code === 'number' ? { error_code: value.error_code, data: value.data } : undefined;
  } catch {
    return undefined;
  }
}

function text(data: unknown): string {
  return typeof data === 'string' ? data : (JSON.stringify(data) ?? 'no reason given');
}

/** The last lines that say something, as one, short enough for the cause of an execution. */
export function lastLines(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(-mostLines).join(' · ').slice(-mostCharacters);
}
