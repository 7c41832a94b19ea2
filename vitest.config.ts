import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['core/**', 'functions/**', 'tasks/**', 'cli/**', 'emulator/**'],
      reporter: ['text-summary', 'html'],
    },
  },
});
