import { isWatched, liveLines, note } from './output.ts';
import { clock } from './text/duration.ts';

/** Milliseconds between two pictures of what turns, and between two lines where nobody watches. */
const [turn, minute] = [80, 60_000];
const pictures = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** What turns while something goes on. */
export function turning(): string {
  return pictures[Math.floor(performance.now() / turn) % pictures.length]!;
}

/** Says what goes on until it is over: a line that counts for who watches, and one a minute into a pipe. */
export async function during<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const ticking = isWatched() ? await watched(doing, begun) : told(doing, begun);
  try {
    return await work();
  } finally {
    ticking.end();
  }
}

async function watched(doing: string, begun: number): Promise<{ end(): void }> {
  const live = await liveLines();
  const show = () => live.show([`${turning()} ${clock((performance.now() - begun) / 1000)}  ${doing} …`]);
  show();
  const timer = setInterval(show, turn);
  return {
    end: () => {
      clearInterval(timer);
      live.end();
    },
  };
}

function told(doing: string, begun: number): { end(): void } {
  note(`${doing} …`);
  const timer = setInterval(() => note(`${doing} … ${clock((performance.now() - begun) / 1000)}`), minute);
  return { end: () => clearInterval(timer) };
}
