import { type Tool, tool } from './tool.ts';

/** A Python that can import a module: of the PATH, or Debian's, since another Python may come first. */
export function pythonWith(module: string, debianPackage: string): Tool & { python: string } {
  const both = ['python3', '/usr/bin/python3'].map((python) => ({
    python,
    ...tool(`${module} for Python 3`, debianPackage, python, '-c', `import ${module}`),
  }));
  return {
    ...both[0]!,
    found: () => both.some(({ found }) => found()),
    get python() {
      return (both.find(({ found }) => found()) ?? both[0]!).python;
    },
  };
}
