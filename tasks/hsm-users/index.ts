import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from '../../core/users/exit-codes.ts';
import { configureCli, type Login } from './cloudhsm-cli.ts';
import { readPasswords } from './passwords.ts';
import { HsmUsersRequest } from './request.ts';
import { TaskFailure } from './task-failure.ts';
import { activate, ensureCryptoUser, isNew, listUsers, proveAdmin, requireFullCoverage } from './users.ts';

/**
 * The container's entrypoint: activates a cluster and sets up its users, or only verifies that every user stands on every HSM.
 * Repeatable. The exit code is the result (core/users/exit-codes.ts); what is printed goes to the log and holds no password.
 */
async function run(request: HsmUsersRequest): Promise<void> {
  const { action, clusterId, secrets, kmsLoggedIn, trustAnchor } = request;
  const passwords = await readPasswords(secrets);
  const root = join(mkdtempSync(join(tmpdir(), 'hsm-users-')), 'customerCA.crt');
  writeFileSync(root, trustAnchor);
  await configureCli(clusterId, root);
  const cryptoUsers = [...passwords.keys()].filter((user) => user !== 'admin');
  if (action === 'set-up') {
    const admin: Login = { username: 'admin', password: passwords.get('admin')!, role: 'admin' };
    const found = await listUsers();
    console.log(`cluster ${clusterId}: ${await activate(found, admin.password)}`);
    await proveAdmin(found, admin);
    const users = isNew(found) ? await listUsers() : found;
    for (const user of cryptoUsers) {
      if (user === 'kmsuser' && kmsLoggedIn) continue;
      console.log(`${user}: ${await ensureCryptoUser(users, admin, user, passwords.get(user)!)}`);
    }
  }
  await requireFullCoverage(['admin', ...cryptoUsers]);
  console.log('every user stands on every HSM');
}

try {
  await run(HsmUsersRequest.parse(JSON.parse(process.env.HSM_USERS_REQUEST ?? '{}')));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = error instanceof TaskFailure ? exitCodeOf(error.error) : 1;
}
