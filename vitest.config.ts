import { configDefaults, defineConfig } from 'vitest/config';
import { LeftOut } from './test/foreign-tools/left-out.ts';
import { LongFilesFirst } from './test/long-files-first.ts';

// what a person has exported for AWS, the local one or a terminal is no business of tests, which ask what they have started themselves
for (const name of Object.keys(process.env)) {
  if (/^(AWS_(?!(CA_BUNDLE|CLI)$)|FORCE_COLOR$|COLUMNS$)/.test(name)) delete process.env[name];
}

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // a test that reaches no assertion proves nothing
    expect: { requireAssertions: true },
    // all cores: most of the time is computing, and a process that works leaves nothing for vitest itself to do
    maxWorkers: '100%',
    // tests leave nothing behind, so their files share a process for each core, which loads SDKs and emulator once
    isolate: false,
    // Node runs the sources itself, as it does beside the tests
    experimental: { viteModuleRunner: false },
    reporters: [...configDefaults.reporters, new LeftOut()],
    sequence: { sequencer: LongFilesFirst },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'local AWS',
          include: ['test/**/*.test.ts'],
          exclude: ['test/unit/**', 'test/other-sdks/**'],
          globalSetup: ['test/packaged.ts'],
        },
      },
      { extends: true, test: { name: 'other SDKs', include: ['test/other-sdks/**/*.test.ts'], testTimeout: 600_000 } },
    ],
    coverage: {
      provider: 'v8',
      include: ['core/**', 'functions/**', 'tasks/**', 'cli/**', 'emulator/**'],
      reporter: ['text-summary', 'html'],
    },
  },
});
