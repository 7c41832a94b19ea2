import { pythonProgram } from './python/python-program.ts';

/** Those that functions have here, the newest first. */
export const runtimes = [
  ...['nodejs24.x', 'nodejs22.x', 'nodejs20.x'],
  ...['python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.9'],
];

export const isPython = (runtime: string) => runtime.startsWith('python');

/** Those that Lambda itself takes, in the order in which it names them (recorded in November 2025). */
const runtimesOfLambda = [
  ...['nodejs20.x', 'python3.14', 'provided.al2023', 'python3.12', 'python3.13', 'nodejs24.x', 'nodejs22.x', 'java25', 'python3.10'],
  ...['python3.11', 'java21', 'ruby3.3', 'ruby3.4', 'ruby3.2', 'python3.8', 'python3.9', 'java17', 'nodejs16.x', 'dotnet10', 'dotnet8'],
  ...['java11', 'dotnet6', 'nodejs18.x', 'provided.al2', 'java8.al2'],
];

/** Those that Lambda took once (localstack's test_create_deprecated_function_runtime_with_validation_enabled, January 2026). */
const formerRuntimes = ['dotnetcore3.1', 'go1.x', 'java8', 'nodejs12.x', 'nodejs14.x', 'provided', 'python3.7', 'ruby2.7'];

/** Why functions cannot have a runtime here; undefined where they can. */
export function runtimeProblem(runtime: string): string | undefined {
  if (isPython(runtime) && runtimes.includes(runtime)) return pythonProblem(runtime);
  if (runtimes.includes(runtime)) return undefined;
  if (runtimesOfLambda.includes(runtime)) return `Runtime ${runtime}: not emulated; functions run here with ${runtimes.join(', ')}`;
  if (formerRuntimes.includes(runtime))
    return `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`;
  const set = `Member must satisfy enum value set: [${runtimesOfLambda.join(', ')}] or be a valid ARN`;
  return `Value ${runtime} at 'runtime' failed to satisfy constraint: ${set}`;
}

function pythonProblem(runtime: string): string | undefined {
  try {
    pythonProgram();
    return undefined;
  } catch (error) {
    return `Runtime ${runtime}: ${(error as Error).message}`;
  }
}
