import { type Tool, tool } from './tool.ts';

/** A Python that runs a program to its end: the one that PYTHON names, of the PATH, or Debian's. */
export function pythonWith(name: string, program: string): Tool & { python: string } {
  const all = [process.env.PYTHON ?? 'python3', 'python3', '/usr/bin/python3'].map((python) => ({
    python,
    ...tool(name, 'python3-venv', python, '-c', program),
  }));
  return {
    ...all[0]!,
    found: () => all.some(({ found }) => found()),
    get python() {
      return (all.find(({ found }) => found()) ?? all[0]!).python;
    },
  };
}

const knowsModes =
  'import boto3; assert "Mode" in boto3.client("cloudhsmv2", "us-east-1").meta.service_model.operation_model("CreateCluster").input_shape.members';

/** Debian's is older. */
export const boto3 = pythonWith('boto3 that knows the modes of clusters (pip install boto3)', knowsModes);
export const pytest = pythonWith('pytest beside such a boto3 (pip install boto3 pytest)', `import pytest; ${knowsModes}`);
