import { exchange } from '../../core/http-exchange.ts';

/** What an emulator says of itself. */
interface Health {
  /** Its virtual time, in milliseconds since the Unix epoch. */
  now: number;
  bin: string;
}

const patience = 2000;

/** The emulator at an endpoint; undefined where nobody answers, or something else does. */
export async function healthOf(endpoint: string): Promise<Health | undefined> {
  try {
    const { status, text } = await exchange(new URL('/_emulator/health', endpoint), { signal: AbortSignal.timeout(patience) });
    if (status !== 200) return undefined;
    const { now, bin } = JSON.parse(text) as { now: string; bin: string };
    return { now: Date.parse(now), bin };
  } catch {
    return undefined;
  }
}
