import { expect, it, vi } from 'vitest';

it('tests hear nothing of what is exported for AWS, but which CLI they are to run', async () => {
  vi.stubEnv('AWS_CLI', '/opt/aws');
  vi.stubEnv('AWS_PROFILE', 'somebody');
  await import('../../../vitest.config.ts');
  expect([process.env.AWS_CLI, process.env.AWS_PROFILE]).toEqual(['/opt/aws', undefined]);
  vi.unstubAllEnvs();
});
