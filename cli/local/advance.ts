import { exchange } from '../../core/http-exchange.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { jsonObject } from '../json-object.ts';
import { print, printDocument } from '../output.ts';
import { whole } from '../text/wrap.ts';

/** Lets virtual time pass on an emulator that runs. @throws CommandError where none does */
export async function advance({ by, url, json }: { by: number; url: string; json?: true }): Promise<void> {
  const request = { method: 'POST', body: JSON.stringify({ seconds: by }) };
  const { status, text } = await exchange(new URL('/_emulator/advance', url), request).catch((cause: unknown) => {
    throw new CommandError(`no emulator answers at ${url}`, exitCodes.badInput, 'EndpointUnreachable', {
      remedy: `start one, with ${whole('npx hsm emulator')}, or say with --url where it is`,
      cause,
    });
  });
  const answer: { now?: string; message?: string } = jsonObject(text);
  if (status !== 200 || !answer.now) {
    const why = answer.message ?? `it answers with status ${status}, so it may be something else`;
    throw new CommandError(`the clock at ${url} was not moved: ${why}`, exitCodes.badInput, 'ServiceFailed');
  }
  if (json) printDocument({ now: answer.now });
  else print(answer.now);
}
