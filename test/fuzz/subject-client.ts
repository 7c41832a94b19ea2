import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request as open } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Question, Reply, State } from './subject-protocol.ts';

const patience = 15_000;

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** The process that is fuzzed, as the one that fuzzes sees it. */
export class Subject {
  readonly url: string;
  /** Names, ids and ARNs of what is in its account. */
  readonly known: string[];
  readonly #process: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #questions = 0;
  /** How it ended, if it has. */
  ended: string | undefined;
  /** The longest that an answer of the present case took. */
  blocked = 0;

  private constructor(started: ChildProcess, ready: { url: string; known: string[] }) {
    this.#process = started;
    this.url = ready.url;
    this.known = ready.known;
    started.on('message', (reply: Reply) => this.#waiting.get(reply.id)?.(reply));
  }

  static async start(): Promise<Subject> {
    const file = fileURLToPath(new URL('./subject.ts', import.meta.url));
    const started = fork(file, { execArgv: ['--expose-gc', '--no-warnings'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let said = '';
    started.stderr!.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
    const ended = once(started, 'exit').then(([code, signal]) => `it ended (${signal ?? code}): ${said}`);
    const ready = await Promise.race([once(started, 'message'), ended]);
    if (typeof ready === 'string') throw new Error(ready);
    const subject = new Subject(started, ready[0]);
    void ended.then((how) => {
      subject.ended = how;
      for (const settle of subject.#waiting.values())
        settle({ id: 0, state: { cpuMilliseconds: 0, peakMegabytes: 0, megabytes: 0, reached: [] }, failed: how });
    });
    return subject;
  }

  stop(): void {
    this.#agent.destroy();
    this.#process.kill('SIGKILL');
  }

  /** @throws Error where there is no answer */
  async exchange({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
    const from = performance.now();
    // a body without a length would be taken for the next request where the method has none
    const sized = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const sent = open(new URL(this.url), { method, path, headers: sized, agent: this.#agent, timeout: patience });
    sent.on('timeout', () => {
      this.stop(); // it would go on with what it does
      sent.destroy(new Error(`there was no answer for ${patience / 1000} seconds`));
    });
    const answered = once(sent, 'response');
    sent.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    this.blocked = Math.max(this.blocked, performance.now() - from);
    return { status: answer.statusCode!, headers: answer.headers, text };
  }

  ask(question: { kind: 'state' | 'anew' } | { kind: 'account file' | 'environment file'; text: string }): Promise<Reply> {
    const id = ++this.#questions;
    return new Promise((settle, reject) => {
      if (this.ended) return reject(new Error(this.ended));
      this.#waiting.set(id, (reply) => {
        this.#waiting.delete(id);
        settle(reply);
      });
      this.#process.send({ id, ...question } as Question);
    });
  }

  async state(): Promise<State> {
    return (await this.ask({ kind: 'state' })).state;
  }
}
