import type { IConfiguration, IFlattenedRuleSet } from 'dependency-cruiser';

type Rule = NonNullable<IFlattenedRuleSet['forbidden']>[number];

/** The folders of the project that may be imported by each, itself apart. */
const mayImport: Record<string, string[]> = {
  core: [],
  functions: ['core'],
  tasks: ['core'],
  emulator: [], // it knows nothing of what is tried on it: docs/decisions/0018-an-aws-of-our-own.md
  cli: ['core', 'emulator'], // to rehearse, it starts one
  infrastructure: ['core'],
};

const oneWay = Object.entries(mayImport).map(
  ([folder, others]): Rule => ({
    name: `${folder}-imports-one-way`,
    comment: `${folder} imports ${['itself', ...others].join(' and ')} only: see docs/architecture.md`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { pathNot: ['node_modules', ...[folder, ...others].map((one) => `^${one}/`)], dependencyTypesNot: ['core'] },
  }),
);

/** The emulator from below: each knows itself and what stands before it. Services know only those that their needs.ts names. */
const layers = ['kernel', 'models', 'pki', 'service', 'services'];

const layered = [...layers.entries()].map(
  ([level, layer]): Rule => ({
    name: `emulator-${layer}-knows-what-is-below`,
    comment: `emulator/${layer} imports ${layers.slice(0, level + 1).join(', ')} only: see docs/architecture.md`,
    severity: 'error',
    from: { path: `^emulator/${layer}/` },
    to: { path: '^emulator/', pathNot: layers.slice(0, level + 1).map((one) => `^emulator/${one}/`) },
  }),
);

/** Imports point one way, without circles. Types count: what is known of another is a dependency too. */
export default {
  forbidden: [
    ...oneWay,
    ...layered,
    {
      name: 'emulator-protocol-knows-no-service',
      comment: 'protocols speak for whatever the cloud names',
      severity: 'error',
      from: { path: '^emulator/protocol/' },
      to: { path: '^emulator/services/' },
    },
    {
      name: 'functions-stand-alone',
      comment: 'a function is one step: what two of them share belongs to core',
      severity: 'error',
      from: { path: '^functions/([^/]+)$' },
      to: { path: '^functions/', pathNot: '^functions/$1$' },
    },
    {
      name: 'no-circle-of-folders',
      comment: 'two folders that need each other are one, or share something that is a third',
      scope: 'folder',
      severity: 'error',
      from: { path: '^(core|emulator)' },
      to: { circular: true },
    },
    {
      name: 'no-circle-of-files',
      comment: 'nobody can read one without the other',
      severity: 'error',
      from: { path: '^(core|functions|tasks|cli|emulator|infrastructure)/' },
      to: { circular: true },
    },
    {
      name: 'no-tools-in-the-product',
      comment: 'what runs in a function, a task or for the hsm command is a dependency, not a devDependency',
      severity: 'error',
      from: { path: '^(core|functions|tasks|cli|emulator)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc', // TypeScript 7 has no API that dependency-cruiser could use
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.cts$' }, // swc takes it for a program
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
} satisfies IConfiguration;
