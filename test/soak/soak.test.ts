import { expect, test } from 'vitest';
import { soak } from './soak.ts';

// docs/reliability.md: the whole of it is `npm run soak`
test('two environments live for two days: what fails is found by the next audit, mended, and seen to be', async () => {
  const { stood, found, resolved, findings, hsms, runs } = await soak({ environments: 2, days: 2, seed: 38 });

  // a key store that somebody disconnects, and an HSM that fails and is not replaced
  expect({ stood, found, resolved }).toEqual({ stood: 2, found: 2, resolved: 2 });
  expect(findings).toEqual([]);
  expect(hsms.standing).toBe(hsms.asked);
  expect(Object.keys(runs).filter((what) => !/SUCCEEDED$/.test(what))).toEqual([]);
});
