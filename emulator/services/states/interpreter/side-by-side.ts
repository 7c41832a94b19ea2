import type { Branch, Entry } from '../branch.ts';
import { StateError } from '../state-error.ts';

/**
 * Waits for lines of control that run side by side. When one throws, `stop` must end the others; then all are waited for, so that
 * nothing of them happens later.
 *
 * @throws the first StateError, else the first of what was thrown
 */
export async function sideBySide(lines: Promise<void>[], stop: () => void): Promise<void> {
  const thrown: unknown[] = [];
  await Promise.all(
    lines.map((line) =>
      line.catch((error: unknown) => {
        thrown.push(error);
        stop();
      }),
    ),
  );
  if (thrown.length > 0) throw thrown.find((error) => error instanceof StateError) ?? thrown[0];
}

/** What a redrive goes on with, branches or a Map Run; nothing where the state begins anew. */
export function resumed({ current }: Branch): Pick<Entry, 'branches' | 'mapRun'> {
  if (!current.resuming) return {};
  current.resuming = false;
  return current;
}
