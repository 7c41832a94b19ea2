// Decrypts messages of `hsm keys encrypt` that were changed: node scripts/fuzz-messages.ts [COUNT] [SEED]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../cli/keys/token/generate.ts';
import { openToken } from '../cli/keys/token/open-token.ts';
import { decryptMutations, drawFrom } from '../test/pkcs11/mutations.ts';
import { ownStore } from '../test/pkcs11/own-store.ts';

const [count = '5000', seed = String(Math.floor(Math.random() * 2 ** 31))] = process.argv.slice(2);
console.error(`node scripts/fuzz-messages.ts ${count} ${seed}`);
const folder = mkdtempSync(join(tmpdir(), 'fuzz-messages-'));
try {
  const { softhsm, configuration } = ownStore(folder, 'store-password');
  process.env.SOFTHSM2_CONF = configuration;
  const token = await openToken(softhsm, async () => 'store-password');
  const [handle] = await generate(token, { type: 'aes', size: 256 }, { label: 'fuzz', kept: false });
  const { tried, refused, wrong } = await decryptMutations(
    token,
    { handle: handle!, label: 'fuzz' },
    Number(count),
    drawFrom(Number(seed)),
  );
  for (const one of wrong.slice(0, 20)) console.error(one);
  console.log(`${tried} changed messages, ${refused} refused, ${wrong.length} wrong`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
  token.close();
} finally {
  rmSync(folder, { recursive: true });
}
