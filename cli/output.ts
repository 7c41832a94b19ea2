import { styleText } from 'node:util';
import { fromHere } from './from-here.ts';
import { wrap } from './text/wrap.ts';

// The only place that prints. Results go to stdout; progress, warnings and errors to stderr.

/** Columns of a terminal; `Infinity` into a pipe, where nothing is wrapped. */
function columns({ isTTY, columns = 0 }: NodeJS.WriteStream): number {
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}

/** How wide a result may be. */
export function width(): number {
  return columns(process.stdout);
}

/** How wide a line of progress may be. */
export function progressWidth(): number {
  return columns(process.stderr);
}

/** As programs end for which nobody reads any more: 128 and the number of SIGPIPE. */
const nobodyReads = 141;

/** Has the command end where its output cannot be written: quietly where whoever read it has gone, as `head` does. */
export function endWithOutput(): void {
  let over = false;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (over) return;
      over = true;
      if (code !== 'EPIPE' && stream === process.stdout) complain(`standard output cannot be written: ${message}`);
      // what is under way closes what it has opened
      if (code !== 'EPIPE') process.exit(1);
      process.once('exit', () => {
        process.exitCode = nobodyReads;
      });
      if (process.listenerCount('SIGINT') > 0) process.emit('SIGINT');
      else process.exit();
    });
}

type Format = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** A part of a result that stands out on a terminal, unless it or its owner wants no colours. */
export function styled(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

/** The same for progress and errors. */
export function styledProgress(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stderr });
}

/** A result for people. */
export function print(text: string): void {
  printAsIs(fromHere(text));
}

/** A result that is somebody else's text: a report, a script. */
export function printAsIs(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A result for programs: what `--json` asks for. */
export function printDocument(document: unknown): void {
  printAsIs(JSON.stringify(document, null, 2));
}

/** A result for programs that read line by line. */
export function printLine(document: unknown): void {
  printAsIs(JSON.stringify(document));
}

/** What goes on, beside the result. */
export function note(text: string): void {
  process.stderr.write(`${wrap(fromHere(text), progressWidth(), 2)}\n`);
}

export function warn(text: string): void {
  note(`${styledProgress('yellow', 'warning')}: ${text}`);
}

/** Every error of a command begins alike. */
export function complain(text: string): void {
  note(`${styledProgress('red', 'hsm')}: ${text.trimEnd()}`);
}

/** Whether there is a person at a terminal who can be asked. */
export function isAnswering(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY);
}

/** Whether there is a person at a terminal who sees lines change. A terminal that says it has no columns cannot show that. */
export function isWatched(): boolean {
  return progressWidth() !== Number.POSITIVE_INFINITY && !process.env.CI;
}

/** Lines at the end of the terminal that change, below those that stay. */
export interface LiveLines {
  show(lines: string[]): void;
  /** Prints lines that stay, above those that change. */
  keep(lines: string[]): void;
  end(): void;
}

/** Loaded only where somebody watches. */
export async function liveLines(): Promise<LiveLines> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(process.stderr);
  return {
    show: (lines) => update(lines.join('\n')),
    keep: (lines) => update.persist(lines.join('\n')),
    end: () => {
      update.clear();
      update.done();
    },
  };
}
