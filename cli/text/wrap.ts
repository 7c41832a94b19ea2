import wrapAnsi from 'wrap-ansi';

const noBreakSpace = '\u00a0';

/** Keeps a text in one piece where lines are wrapped: a command that somebody copies, an address with its zone. */
export function whole(text: string): string {
  return text.replaceAll(' ', noBreakSpace);
}

/** What is `whole` as it is typed: for programs, and where nothing is wrapped. */
export function asTyped(text: string): string {
  return text.replaceAll(noBreakSpace, ' ');
}

/**
 * Wraps between words only, so that ARNs, ids and what is `whole` are never cut: where one is longer than the line, the terminal
 * breaks it, and it can still be copied in one piece.
 *
 * @param width columns; `Infinity` into a pipe, where nothing is wrapped
 * @param indent of what goes on from a line, beside the line's own
 */
export function wrap(text: string, width: number, indent = 0): string {
  const wrapped =
    width === Number.POSITIVE_INFINITY
      ? text
      : text
          .split('\n')
          .map((line) => wrapLine(line, width, indent))
          .join('\n');
  return asTyped(wrapped);
}

function wrapLine(line: string, width: number, indent: number): string {
  const [own = ''] = /^ */.exec(line) ?? [];
  const room = Math.max(1, width - own.length - indent);
  return `${own}${wrapAnsi(line.slice(own.length), room, { hard: false }).replaceAll('\n', `\n${own}${' '.repeat(indent)}`)}`;
}
