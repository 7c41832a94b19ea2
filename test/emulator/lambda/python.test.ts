import { beforeEach, describe, expect, it } from 'vitest';
import { createFunction, invoke, lambdaAws, logged, zip } from './functions.ts';
import { createPython, python, runBy } from './python-functions.ts';

beforeEach((context) => runBy(context, python));

describe('a function of Python', () => {
  it('is told of its invocation, and keeps what is in its modules while it is warm', async () => {
    const emulator = await lambdaAws();
    const source = `
import os

calls = 0

def handler(event, context):
    global calls
    calls += 1
    names = ("aws_request_id", "function_name", "function_version", "invoked_function_arn", "memory_limit_in_mb", "log_group_name", "log_stream_name")
    left = context.get_remaining_time_in_millis()
    return {"calls": calls, "event": event, "context": {name: getattr(context, name) for name in names}, "left": left, "variables": dict(os.environ), "folder": os.getcwd()}
`;
    createPython(emulator, 'tells', source, { environment: { OWN: 'mine' } });
    const { payload } = await invoke(emulator, 'tells', { text: 'ä' });
    const { variables } = payload;
    expect(payload).toMatchObject({ calls: 1, event: { text: 'ä' }, folder: variables.LAMBDA_TASK_ROOT });
    expect(payload.context).toEqual({
      aws_request_id: emulator.home.random.uuid('invocation', 'tells', 0),
      function_name: 'tells',
      function_version: '$LATEST',
      invoked_function_arn: 'arn:aws:lambda:us-east-1:123456789012:function:tells',
      memory_limit_in_mb: '256',
      log_group_name: '/aws/lambda/tells',
      log_stream_name: expect.stringMatching(/^2026\/01\/05\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    expect(payload.left).toBeGreaterThan(29_000);
    expect(payload.left).toBeLessThanOrEqual(30_000);
    expect(variables).toMatchObject({
      OWN: 'mine',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'tells',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13',
      AWS_ENDPOINT_URL: emulator.url,
      _HANDLER: 'index.handler',
    });
    const again = (await invoke(emulator, 'tells')).payload;
    expect(again.calls).toBe(2);
    // each invocation has credentials and a trace of its own
    for (const name of ['AWS_ACCESS_KEY_ID', '_X_AMZN_TRACE_ID']) expect(again.variables[name]).not.toBe(variables[name]);
  });

  it('logs what it prints and logs as on Lambda, in order', async () => {
    const emulator = await lambdaAws();
    const source = `
import logging, subprocess, sys

logging.basicConfig(level=logging.INFO)  # is without effect, as on Lambda
logger = logging.getLogger()
logger.setLevel(logging.INFO)
print("loaded")

def handler(event, context):
    print("first")
    logger.info("of %s\\nlines", 2)
    sys.stderr.write("to stderr\\n")
    logger.debug("too low")
    print("half a line", end="")
    logger.warning("beware")
    subprocess.run(["echo", "of a program"], check=True)
`;
    createPython(emulator, 'prints', source);
    const { payload } = await invoke(emulator, 'prints');
    expect(payload).toBeNull();
    const id = emulator.home.random.uuid('invocation', 'prints', 0);
    const at = (pattern: string | RegExp) => expect.stringMatching(pattern);
    expect(logged(emulator, 'prints')).toEqual([
      'loaded',
      `START RequestId: ${id} Version: $LATEST`,
      'first',
      at(`^\\[INFO\\]\\t2026-01-05T09:00:0\\d\\.\\d{3}Z\\t${id}\\tof 2\\nlines$`),
      'to stderr',
      'half a line',
      at(`^\\[WARNING\\]\\t2026-01-05T09:00:0\\d\\.\\d{3}Z\\t${id}\\tbeware$`),
      'of a program',
      `END RequestId: ${id}`,
      at(/^REPORT RequestId: .*\tInit Duration: /),
    ]);
  });

  it('has its handler in a folder, imports what lies beside it, and answers decimals and characters as they are', async () => {
    const emulator = await lambdaAws();
    const code = zip({
      'src/main.py': `
from decimal import Decimal
from shared.words import word

def handler(event, context):
    return {"number": Decimal("1234567890.123456789"), "none": None, "word": word, "tuple": (1, 2)}
`,
      'shared/words.py': 'word = "Schlüssel"',
    });
    createFunction(emulator, 'sorted', '', { code, runtime: 'python3.12', handler: 'src/main.handler' });
    const output = (await emulator.home.call('lambda', 'Invoke', { FunctionName: 'sorted' }, {
      kind: 'person',
      arn: 'a',
      accessKeyId: 'b',
    } as never)) as any;
    expect(output.Payload.toString()).toBe('{"number": 1234567890.123456789, "none": null, "word": "Schlüssel", "tuple": [1, 2]}');
  });

  it('has environments of its own for invocations at once, and for a version', async () => {
    const emulator = await lambdaAws();
    createPython(
      emulator,
      'counts',
      'import time\nn = 0\ndef handler(event, context):\n    global n\n    n += 1\n    time.sleep(1)\n    return n',
    );
    const { lambda } = emulator.home;
    lambda.publish(lambda.functions.get('counts')!);
    const at = (Qualifier?: string) => invoke(emulator, 'counts', {}, Qualifier ? { Qualifier } : {}).then(({ payload }) => payload);
    expect(await Promise.all([at(), at()])).toEqual([1, 1]);
    expect(await at('1')).toBe(1);
    expect(await at()).toBe(2);
    lambda.change(lambda.functions.get('counts')!, { environment: { OTHER: 'now' } });
    expect(await at()).toBe(1);
    expect(await at('1')).toBe(2);
  });
});

it('a function of Python changes nothing in its own folder, which is read-only as on Lambda', async () => {
  const emulator = await lambdaAws();
  const source = `
import os, pathlib, shutil, tempfile

def refused(what):
    try:
        what()
    except OSError as error:
        return str(error)

def handler(event, context):
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("may be written")
        copied = refused(lambda: shutil.copy(file.name, "copy"))
        moved = refused(lambda: os.rename(file.name, "moved"))
    changes = (
        lambda: open("state.json", "w"),
        lambda: pathlib.Path(os.environ["LAMBDA_TASK_ROOT"], "index.py").open("a"),
        lambda: os.makedirs("a/b"),
        lambda: os.remove("index.py"),
    )
    return {"copied": copied, "moved": moved, "others": [refused(change) for change in changes], "there": os.listdir(), "read": len(open("index.py").read())}
`;
  createPython(emulator, 'writes', source);
  const { payload } = await invoke(emulator, 'writes');
  expect(payload.others[0]).toBe("[Errno 30] Read-only file system: 'state.json'");
  for (const words of [payload.copied, payload.moved, ...payload.others]) expect(words).toMatch(/^\[Errno 30\] Read-only file system: /);
  expect(payload.there.filter((name: string) => name !== '__pycache__')).toEqual(['index.py']);
  expect(payload.read).toBe(source.length);
});

it('a function of Python may start processes by multiprocessing, by fork and anew', async () => {
  const emulator = await lambdaAws();
  const source = `
import multiprocessing

def double(connection, number):
    connection.send(number * 2)
    print("doubled", number)

def handler(event, context):
    answers = []
    for method in ("fork", "spawn"):
        processes = multiprocessing.get_context(method)
        here, there = processes.Pipe()
        process = processes.Process(target=double, args=(there, 21))
        process.start()
        answers.append(here.recv())
        process.join()
    return answers
`;
  createPython(emulator, 'doubles', source);
  const { payload, log } = await invoke(emulator, 'doubles');
  expect(payload, log).toEqual([42, 42]);
  expect(logged(emulator, 'doubles').filter((line) => line === 'doubled 21')).toHaveLength(2);
});

describe('an error of a function of Python', () => {
  it('is told with its type, its id and a trace as on Lambda, and logged', async () => {
    const emulator = await lambdaAws();
    const source = `
class ClusterDegraded(Exception):
    pass

def look():
    raise ClusterDegraded("hsm lost")

def handler(event, context):
    look()
`;
    createPython(emulator, 'raises', source);
    const { status, error, payload } = await invoke(emulator, 'raises');
    expect({ status, error }).toEqual({ status: 200, error: 'Unhandled' });
    expect(payload).toEqual({
      errorMessage: 'hsm lost',
      errorType: 'ClusterDegraded',
      requestId: emulator.home.random.uuid('invocation', 'raises', 0),
      stackTrace: [
        '  File "/var/task/index.py", line 9, in handler\n    look()\n',
        '  File "/var/task/index.py", line 6, in look\n    raise ClusterDegraded("hsm lost")\n',
      ],
    });
    expect(logged(emulator, 'raises')).toContain(
      '[ERROR] ClusterDegraded: hsm lost\nTraceback (most recent call last):\n' +
        '\u00a0\u00a0File "/var/task/index.py", line 9, in handler\n\u00a0\u00a0\u00a0\u00a0look()\n' +
        '\u00a0\u00a0File "/var/task/index.py", line 6, in look\n\u00a0\u00a0\u00a0\u00a0raise ClusterDegraded("hsm lost")',
    );
    // its environment stays
    expect((await invoke(emulator, 'raises')).log).not.toContain('Init Duration');
  });

  it('is named as the runtime names it, whatever goes wrong, and the next invocation finds another process', async () => {
    const emulator = await lambdaAws();
    const handling = (body: string) => `import os, sys\ndef handler(event, context): ${body}`;
    const cases: [source: string, handler: string, errorType: string, message: RegExp][] = [
      ['def handler(:', 'index.handler', 'Runtime.UserCodeSyntaxError', /^Syntax error in module 'index': .* \(index\.py, line 1\)$/],
      ['import nowhere', 'index.handler', 'Runtime.ImportModuleError', /^Unable to import module 'index': No module named 'nowhere'$/],
      ['', 'main.handler', 'Runtime.ImportModuleError', /^Unable to import module 'main': No module named 'main'$/],
      ['', 'sys.handler', 'Runtime.BuiltInModuleConflict', /^Cannot use built-in module sys as a handler module$/],
      ['x = 1', 'index.handler', 'Runtime.HandlerNotFound', /^Handler 'handler' missing on module 'index'$/],
      ['', 'index', 'Runtime.MalformedHandlerName', /^Bad handler 'index': not enough values to unpack \(expected 2, got 1\)$/],
      ['raise ValueError("at load")', 'index.handler', 'ValueError', /^at load$/],
      [
        handling('return {"a": object()}'),
        'index.handler',
        'Runtime.MarshalError',
        /^Unable to marshal response: Object of type object is not/,
      ],
      [handling('sys.exit()'), 'index.handler', 'Runtime.ExitError', / Error: Runtime exited without providing a reason$/],
      [handling('sys.exit(3)'), 'index.handler', 'Runtime.ExitError', / Error: Runtime exited with error: exit status 3$/],
      [handling('os.kill(os.getpid(), 9)'), 'index.handler', 'Runtime.ExitError', / Error: Runtime exited with error: signal: killed$/],
      [handling('os.write(3, b"[]\\n")'), 'index.handler', 'Runtime.ExitError', / Error: Runtime exited with error: exit status 1$/],
      [handling('return "x" * 6291556'), 'index.handler', 'Function.ResponseSizeTooLarge', /^Response payload size exceeded/],
      [handling('return bytearray(2 ** 33)'), 'index.handler', 'Runtime.OutOfMemory', / Error: Runtime exited with error: signal: killed$/],
    ];
    const again = ['import nowhere', handling('sys.exit(3)')];
    await Promise.all(
      cases.map(async ([source, handler, errorType, message], index) => {
        const name = `broken-${index}`;
        createPython(emulator, name, source, { handler });
        const wanted = { error: 'Unhandled', payload: { errorType, errorMessage: expect.stringMatching(message) } };
        expect(await invoke(emulator, name)).toMatchObject(wanted);
        if (again.includes(source)) expect(await invoke(emulator, name)).toMatchObject(wanted);
      }),
    );
  });
});
