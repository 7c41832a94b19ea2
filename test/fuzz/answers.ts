import { XMLValidator } from 'fast-xml-parser';
import type { HttpAnswer, HttpRequest, Subject } from './subject-client.ts';

export type Protocol = 'json' | 'xml' | 'rest' | 'own' | 'cbor';

/** An answer takes no longer; where others use the processors, it is the emulator's own time that counts. */
export const mostMilliseconds = 1_000;

/**
 * Sends a request and looks at its answer: a 2xx or 4xx in the protocol of its caller.
 *
 * @throws Error saying what is wrong with it
 */
export async function checkedExchange(subject: Subject, request: HttpRequest, protocol: Protocol): Promise<HttpAnswer> {
  const answer = await subject.exchange(request);
  const { status, text } = answer;
  if (status >= 500 || status < 200) throw new Error(`answered ${status}: ${text.slice(0, 3_000)}`);
  if (/\n {4}at .*[/\\]/.test(text)) throw new Error(`answered ${status} with a trace: ${text.slice(0, 3_000)}`);
  const problem = status === 431 ? undefined : problems[protocol](answer);
  if (problem) throw new Error(`answered ${status} with ${problem}: ${text.slice(0, 1_000)}`);
  return answer;
}

const problems: Record<Protocol, (answer: HttpAnswer) => string | undefined> = {
  json(answer) {
    const value = jsonIn(answer);
    if (value === undefined) return 'no JSON object';
    return answer.status >= 400 && typeof value.__type !== 'string' ? 'no __type' : undefined;
  },
  rest(answer) {
    if (answer.status < 400) return undefined;
    const value = jsonIn(answer);
    if (typeof answer.headers['x-amzn-errortype'] === 'string' && value) return undefined;
    // a path that is no service's is an object's in S3
    return problems.xml(answer) && 'no error of a REST service';
  },
  own: (answer) => (jsonIn(answer) === undefined && !answer.text.startsWith('[') ? 'no JSON' : undefined),
  xml({ text, headers, status }) {
    if (!String(headers['content-type']).includes('xml')) return 'no XML';
    const valid = XMLValidator.validate(text);
    if (valid !== true) return `bad XML (${valid.err.msg})`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no XML may hold them
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#0?;/.test(text)) return 'characters that no XML holds';
    return status >= 400 && !/<Code>[^<]+<\/Code>/.test(text) ? 'no Code' : undefined;
  },
  cbor: ({ headers }) => (headers['smithy-protocol'] === 'rpc-v2-cbor' ? undefined : 'no CBOR'),
};

function jsonIn({ text, headers }: HttpAnswer): Record<string, unknown> | undefined {
  if (!String(headers['content-type']).includes('json')) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
