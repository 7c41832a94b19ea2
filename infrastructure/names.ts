/** `create-hsm` → `CreateHsm`, as states and resources are called. */
export const pascal = (name: string) => name.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());

/** `CreateHsm` → `create-hsm`, as files are called. */
export const kebab = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

/** The resource that the framework makes of a function. */
export const functionResource = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1).replaceAll('-', 'Dash')}LambdaFunction`;
