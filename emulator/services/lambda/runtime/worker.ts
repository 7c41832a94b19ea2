import module from 'node:module';
import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { commonFolder } from '../unpack.ts';
import { callHandler } from './call-handler.ts';
import { captureOutput } from './captured-output.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import { knowPrefixedHost } from './prefixed-host.ts';
import { ProcessEnvironment } from './process-environment.ts';
import type { Code, Message, Report, Task, WorkerSettings } from './protocol.ts';
import { RuntimeError, reported } from './runtime-error.ts';
import { shareConnections } from './shared-connections.ts';
import { answerStacksHere } from './stack-answers.ts';
import { keepVirtualDate, machineTime, passSleep, setVirtualDate } from './virtual-date.ts';
import { goOn, keepVirtualTimers, untilFirst, untilRipe, virtualNow } from './virtual-timers.ts';

/** A worker of the pool: loads functions once and runs one invocation at a time. */
const pool = parentPort!;
const exit = process.exit.bind(process);
const kill = process.kill.bind(process);
const environment = new ProcessEnvironment();
const handlers = new Map<string, Handler>();
const here = new URL('.', import.meta.url).href;
let root = '';
let onIdle: (() => void) | undefined;
let working = false;
/** The sleep that it is in. */
let asleep: { milliseconds: number; since: number } | undefined;
let loading: Promise<unknown> = Promise.resolve();

const send = (report: Report) => pool.postMessage(report);
const describe = (thrown: unknown) => {
  const places: [string, string][] = [
    ...[root, commonFolder(root)].flatMap((folder): [string, string][] => [
      [pathToFileURL(folder).href, 'file:///var/task'],
      [folder, '/var/task'],
    ]),
    [here, 'file:///var/runtime/'],
  ];
  return reported(thrown, places);
};

const { ahead } = workerData as WorkerSettings;
captureOutput(send);
shareConnections();
answerStacksHere();
knowPrefixedHost();
keepVirtualDate();
keepVirtualTimers(() => {
  const milliseconds = working && !asleep ? untilRipe() : undefined;
  if (milliseconds !== undefined) sleep(milliseconds);
});
environment.install();
process.on('beforeExit', () => {
  const milliseconds = untilFirst();
  if (milliseconds !== undefined) return sleep(milliseconds);
  const settle = onIdle;
  onIdle = undefined;
  settle?.();
});
process.on('uncaughtException', (error) => fail('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) =>
  fail('Unhandled Promise Rejection', new RuntimeError('UnhandledPromiseRejection', String(reason)), 128),
);
pool.on('message', (message: Message) => {
  if (message.kind === 'leave') leave();
  else if (message.kind === 'wake') wake(message.now);
  else void run(message);
});
process.kill = killOther;
void loadAhead();

/** What a function takes for its process is everybody's: it ends its thread. */
function killOther(pid: number, signal: string | number = 'SIGTERM'): true {
  const own = pid <= 0 || pid === process.pid;
  if (!own || signal === 0) return kill(pid, signal);
  return exit(128 + (typeof signal === 'number' ? signal : (constants.signals[signal as NodeJS.Signals] ?? 0)));
}

function sleep(milliseconds: number): void {
  pool.ref();
  asleep = { milliseconds, since: machineTime() };
  send({ kind: 'sleep', milliseconds });
}

/** Unless the function has come to its end meanwhile. */
function wake(now: number): void {
  if (!asleep) return;
  passSleep(now, now > virtualNow() ? asleep.milliseconds : 0, asleep.since);
  asleep = undefined;
  goOn(root, now);
  pool.unref();
}

function leave(): void {
  module.flushCompileCache?.();
  exit(0);
}

/** While there is no task. */
async function loadAhead(): Promise<void> {
  while (!working && ahead.length > 0) {
    const { code, variables } = ahead.shift()!;
    environment.replace(variables);
    loading = handlerOf(code);
    await loading.catch(() => {}); // whoever asks for it hears why
    await setImmediate();
  }
}

async function run(task: Task): Promise<void> {
  working = true;
  await loading.catch(() => {});
  root = task.code.root;
  environment.replace(task.variables);
  setVirtualDate(task.now);
  goOn(root, task.now);
  // from here on the worker lives only as long as the function has something to do
  pool.unref();
  try {
    const handler = await handlerOf(task.code);
    if (task.kind === 'load') return done({ kind: 'done', answer: 'null' });
    const { event, context, code } = task;
    const answer = await callHandler(handler, code.runtime, JSON.parse(event), context, (settle) => {
      onIdle = settle;
    });
    done({ kind: 'done', answer: serialized(answer) });
  } catch (error) {
    const description = describe(error);
    console.error(task.kind === 'load' ? 'Uncaught Exception' : 'Invoke Error', `\t${JSON.stringify(description)}`);
    done({ kind: 'done', error: description, fatal: false });
  }
}

async function handlerOf(code: Code): Promise<Handler> {
  const key = `${code.root} ${code.handler}`;
  const handler = handlers.get(key) ?? (await loadHandler(code));
  handlers.set(key, handler);
  return handler;
}

function serialized(answer: unknown): string {
  try {
    return JSON.stringify(answer === undefined ? null : answer) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

function done(report: Report): void {
  onIdle = undefined;
  asleep = undefined;
  pool.ref();
  send(report);
  working = false;
  void loadAhead();
}

function fail(what: string, error: unknown, code: number): void {
  const description = describe(error);
  console.error(what, `\t${JSON.stringify(description)}`);
  done({ kind: 'done', error: description, fatal: true });
  exit(code);
}
