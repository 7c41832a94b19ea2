import { Writable } from 'node:stream';
import { CommandError } from '../../cli/exit.ts';
import { decryptMessage, encryptMessage, type MessageKey } from '../../cli/keys/messages.ts';
import type { Token } from '../../cli/keys/token/open-token.ts';

// Messages of `hsm keys encrypt` that were changed on their way.

/** Numbers from 0 up to a limit, the same for a seed (mulberry32). */
export type Draw = (below: number) => number;

export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Message {
  plain: Buffer;
  encrypted: Buffer;
}

/** Frames of an envelope are 256 KiB: the last message has three. */
const lengths = [1, 500, 16_224, 16_225, 0, 600_000];
const frame = 256 * 1024;

const mutations: Record<string, (draw: Draw, message: Buffer, other: Buffer) => Buffer> = {
  'a bit turned': (draw, message) => changedAt(message, draw(message.length), 1 << draw(8)),
  // the beginning says what the rest is
  'a byte of the beginning changed': (draw, message) => changedAt(message, draw(Math.min(300, message.length)), 1 + draw(255)),
  'cut off': (draw, message) => message.subarray(0, draw(message.length)),
  longer: (draw, message) => Buffer.concat([message, other(draw, 1 + draw(300))]),
  'bytes missing': (draw, message) => {
    const at = draw(message.length);
    return Buffer.concat([message.subarray(0, at), message.subarray(at + 1 + draw(300))]);
  },
  'bytes put in': (draw, message) => {
    const at = draw(message.length);
    return Buffer.concat([message.subarray(0, at), other(draw, 1 + draw(300)), message.subarray(at)]);
  },
  'parts changed about': (draw, message) => {
    const size = Math.min(message.length >> 1, draw(2) ? frame : 1 + draw(2000));
    const [a, b] = [draw(message.length - size + 1), draw(message.length - size + 1)];
    const copy = Buffer.from(message);
    message.copy(copy, a, b, b + size);
    message.copy(copy, b, a, a + size);
    return copy;
  },
  'a part repeated': (draw, message) => {
    const [from, size] = [draw(message.length), draw(2) ? frame : 1 + draw(2000)];
    return Buffer.concat([message.subarray(0, from + size), message.subarray(from)]);
  },
  'begun as another': (draw, message, second) => {
    const at = draw(Math.min(message.length, second.length));
    return Buffer.concat([second.subarray(0, at), message.subarray(at)]);
  },
};

export interface Outcome {
  tried: number;
  refused: number;
  /** What must not be: it decrypts to something else, or ends in another way than by a refusal. */
  wrong: string[];
}

/** Decrypts changed messages: each is refused, or it decrypts to what was encrypted; and nothing else ever comes out before. */
export async function decryptMutations(token: Token, key: MessageKey, count: number, draw: Draw): Promise<Outcome> {
  const messages: Message[] = [];
  for (const cipher of ['aes-gcm', 'aes-cbc-pad'] as const) {
    for (const length of cipher === 'aes-gcm' ? lengths : [500]) {
      const plain = other(draw, length);
      messages.push({
        plain,
        encrypted: await collected((to) => encryptMessage(token, key, cipher, once(plain), to)).then(({ all }) => all),
      });
    }
  }
  const outcome: Outcome = { tried: 0, refused: 0, wrong: [] };
  const names = Object.keys(mutations);
  for (; outcome.tried < count; outcome.tried++) {
    const name = names[outcome.tried % names.length]!;
    const { plain, encrypted } = messages[draw(messages.length)]!;
    const changed = mutations[name]!(draw, encrypted, messages[draw(messages.length)]!.encrypted);
    const { all, error } = await collected((to) => decryptMessage(token, key, undefined, once(changed), to));
    const what = `${name}: ${plain.length} bytes in a message of ${encrypted.length}`;
    if (error) outcome.refused++;
    if (error && !(error instanceof CommandError)) outcome.wrong.push(`${what}: ${(error as Error).stack}`);
    const expected = error ? plain.subarray(0, all.length) : plain;
    const asOther = messages.some((message) => changed.equals(message.encrypted));
    if (!asOther && !all.equals(expected)) outcome.wrong.push(`${what}: something else comes out`);
  }
  return outcome;
}

function changedAt(message: Buffer, at: number, by: number): Buffer {
  const copy = Buffer.from(message);
  copy[at]! ^= by;
  return copy;
}

function other(draw: Draw, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => draw(256)));
}

async function* once(data: Buffer): AsyncGenerator<Buffer> {
  if (data.length > 0) yield data;
}

async function collected(work: (to: Writable) => Promise<void>): Promise<{ all: Buffer; error?: unknown }> {
  const parts: Buffer[] = [];
  const to = new Writable({
    write: (part: Buffer, _, done) => {
      parts.push(Buffer.from(part));
      done();
    },
  });
  const error = await work(to).catch((thrown: unknown) => thrown);
  return { all: Buffer.concat(parts), ...(error === undefined ? {} : { error }) };
}
