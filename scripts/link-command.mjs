// Makes `npx hsm` work in the checkout: npm links the commands of dependencies, not a project's own.
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const commands = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));
chmodSync(fileURLToPath(new URL('../cli/bin/hsm.js', import.meta.url)), 0o755);
if (existsSync(commands)) {
  rmSync(`${commands}/hsm`, { force: true });
  symlinkSync('../../cli/bin/hsm.js', `${commands}/hsm`);
}
