import { once } from 'node:events';
import { type IncomingMessage, request as open } from 'node:http';

/** One exchange with headers that fetch would not send. */
export async function exchange(url: string, options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}) {
  const sent = open(url, { method: options.method ?? 'POST', headers: options.headers });
  sent.on('error', () => {}); // the answer may come before everything is sent
  sent.end(options.body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode, text, type: answer.headers['content-type'] };
}
