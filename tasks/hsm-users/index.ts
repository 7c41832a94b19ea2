import { execute } from './execute.ts';
import { runTask } from './run-task.ts';

/** The container's entrypoint. */
process.exitCode = await runTask({
  variables: process.env,
  execute,
  print: console.log,
  now: () => performance.now() / 1000,
});
