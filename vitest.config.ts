import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      // unit tests leave nothing behind, so their files share a process and load the SDKs once
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: { name: 'local AWS', include: ['test/**/*.test.ts'], exclude: ['test/unit/**'], globalSetup: ['test/packaged.ts'] },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['core/**', 'functions/**', 'tasks/**', 'cli/**', 'emulator/**'],
      reporter: ['text-summary', 'html'],
    },
  },
});
