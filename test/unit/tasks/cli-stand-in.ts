import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Ended, Execute } from '../../../tasks/hsm-users/execute.ts';

interface HsmUser {
  password: string;
  role: string;
  badLogins: number;
}

interface Call {
  program: string;
  args: string[];
  /** CLOUDHSM_PIN: user:password, where the program was given a login. */
  pin: string | undefined;
  limitSeconds: number;
}

const badLoginsToLock = 5;

/**
 * Stands in for `configure-cli` and `cloudhsm-cli` over the HSMs of a cluster, as AWS's reference describes them: one JSON document for
 * what the HSMs answer, plain words where the client comes to no session; each HSM has users of its own and counts their bad logins;
 * lists need no login. It remembers how it was called.
 */
export class CliStandIn {
  readonly calls: Call[] = [];
  /** What it was to trust, as it stood there then. */
  readonly trustAnchors: { file: string; text: string }[] = [];
  readonly hsms: Map<string, HsmUser>[];
  /** Whether the client reaches the HSMs. */
  reachable = true;
  /** The exit status of a document with error_code 1: the reference does not say. */
  exitStatusOfError = 1;
  /** Whether `user create` for a user that misses on some HSMs sets the password on the others: nor this. */
  createSetsPassword = false;
  /** How many admins have to approve changes of users. */
  quorum = 1;
  /** Whom CloudHSM does not delete. */
  ownersOfKeys: string[] = [];
  /** Private keys in the HSMs, by reference. */
  readonly keys = new Map<string, { owner: string; label: string; key: KeyObject }>();
  /** What a command, by its first words, ends with in place of the truth; `times` it does, always without it. */
  readonly instead: { words: string; ends: Partial<Ended>; times?: number }[] = [];
  /** What happens right after a command, by its first words. */
  readonly after: { words: string; happens: () => void }[] = [];

  constructor(hsms = 1) {
    this.hsms = Array.from({ length: hsms }, () => new Map());
    this.give('admin', '', 'unactivated-admin');
    this.give('app_user', '', 'internal(APPLIANCE_USER)');
  }

  /** A cluster that has been activated with this password. */
  static activated(adminPassword: string, hsms = 1): CliStandIn {
    const cli = new CliStandIn(hsms);
    cli.give('admin', adminPassword, 'admin');
    return cli;
  }

  /** A user on all HSMs, or on some. */
  give(username: string, password: string, role = 'crypto-user', on = this.hsms): void {
    for (const users of on) users.set(username, { password, role, badLogins: 0 });
  }

  lock(username: string, on = this.hsms): void {
    for (const users of on) users.get(username)!.badLogins = badLoginsToLock;
  }

  /** A user as the HSMs hold it, in their order. */
  on(username: string): (HsmUser | undefined)[] {
    return this.hsms.map((users) => users.get(username));
  }

  /** The commands of `cloudhsm-cli`, each as its words, the user that it is about and whom it was run as. */
  get commands(): string[] {
    return this.calls
      .filter(({ program, args }) => program === 'cloudhsm-cli' && args[0] !== '--version')
      .map(({ args, pin }) => {
        const firstOption = args.findIndex((arg) => arg.startsWith('--'));
        const words = firstOption === -1 ? args : args.slice(0, firstOption);
        const user = args.includes('--username') ? [optionOf(args, 'username')] : [];
        return [...words, ...user, ...(pin ? [`as ${pin.split(':')[0]}`] : [])].join(' ');
      });
  }

  readonly execute: Execute = async (program, args, { env, limitSeconds }) => {
    this.calls.push({ program, args, pin: env.CLOUDHSM_PIN, limitSeconds });
    if (args.includes('--hsm-ca-cert')) {
      const file = optionOf(args, 'hsm-ca-cert');
      this.trustAnchors.push({ file, text: readFileSync(file, 'utf8') });
    }
    const words = [program, ...args].join(' ');
    const forced = this.instead.find((candidate) => words.includes(candidate.words) && candidate.times !== 0);
    if (forced?.times) forced.times--;
    const ended = forced ? { stdout: '', stderr: '', status: 1, ...forced.ends } : this.#run(program, args, env);
    this.after.find((candidate) => words.includes(candidate.words))?.happens();
    return ended;
  };

  #run(program: string, args: string[], env: NodeJS.ProcessEnv): Ended {
    if (program === 'configure-cli') return { stdout: '', stderr: '', status: 0 };
    if (args[0] === '--version') return { stdout: 'cloudhsm-cli 5.18.0\n', stderr: '', status: 0 };
    if (!this.reachable) return { stdout: '', stderr: 'Error: Failed to initialize hsm1 context\n', status: 1 };
    const [group, command] = args;
    if (group === 'user' && command === 'list') return this.#answer(this.#users());
    if (group === 'quorum') return this.#answer({ tokens: [] });
    if (group === 'cluster') return this.#activate(optionOf(args, 'password'));
    if (group === 'login') return this.#loggedIn(optionOf(args, 'username'), optionOf(args, 'role'), optionOf(args, 'password'));
    const [username = '', password = ''] = (env.CLOUDHSM_PIN ?? '').split(':');
    const login = this.#loggedIn(username, env.CLOUDHSM_ROLE ?? '', password);
    if (login.status !== 0 || !login.stdout.includes('"error_code": 0')) return login;
    if (group === 'key' || group === 'crypto') return this.#useKeys(args, username);
    if (env.CLOUDHSM_ROLE !== 'admin') return this.#refusal('An Admin must be logged in');
    if (this.quorum > 1) return this.#refusal('Quorum approval is required for this operation');
    if (command === 'delete') return this.#delete(optionOf(args, 'username'));
    return command === 'create' ? this.#create(args) : this.#changePassword(args);
  }

  #users(): { users: object[] } {
    const names = new Set(this.hsms.flatMap((users) => [...users.keys()]));
    const agreed = (values: string[]) => (new Set(values).size === 1 ? values[0] : 'inconsistent');
    const users = [...names].map((username) => {
      const held = this.on(username).flatMap((user) => user ?? []);
      return {
        username,
        role: agreed(held.map(({ role }) => role)),
        locked: agreed(held.map(({ badLogins }) => String(badLogins >= badLoginsToLock))),
        mfa: [],
        quorum: [],
        'cluster-coverage': held.length === this.hsms.length ? 'full' : 'inconsistent',
      };
    });
    return { users };
  }

  #activate(password: string): Ended {
    if (this.on('admin')[0]!.role === 'admin') return this.#refusal('Cluster has already been activated');
    this.give('admin', password, 'admin');
    return this.#answer('Cluster activation successful');
  }

  #loggedIn(username: string, role: string, password: string): Ended {
    const held = this.on(username).flatMap((user) => (user?.role === role ? [user] : []));
    if (held.length === 0 || held.some(({ badLogins }) => badLogins >= badLoginsToLock)) return this.#refusal('Login failed');
    const wrong = held.filter((user) => user.password !== password);
    for (const user of wrong) user.badLogins++;
    return wrong.length === 0 ? this.#answer({ username, role }) : this.#refusal('Login failed');
  }

  #create(args: string[]): Ended {
    const [username, password, role] = [optionOf(args, 'username'), optionOf(args, 'password'), optionOf(args, 'role')];
    const missing = this.hsms.filter((users) => !users.has(username));
    if (missing.length === 0) return this.#refusal('User already exists');
    this.give(username, password, role, this.createSetsPassword ? this.hsms : missing);
    return this.#answer({ username, role });
  }

  #delete(username: string): Ended {
    if (this.ownersOfKeys.includes(username)) return this.#refusal(`User ${username} owns keys and cannot be deleted`);
    for (const users of this.hsms) users.delete(username);
    return this.#answer({ username, role: 'crypto-user' });
  }

  #changePassword(args: string[]): Ended {
    const [username, password, role] = [optionOf(args, 'username'), optionOf(args, 'password'), optionOf(args, 'role')];
    this.give(
      username,
      password,
      role,
      this.hsms.filter((users) => users.get(username)?.role === role),
    );
    return this.#answer({ username, role });
  }

  #useKeys(args: string[], owner: string): Ended {
    const shown = ([reference, { key }]: [string, { key: KeyObject }]) => {
      const { n = '', e = '' } = key.export({ format: 'jwk' });
      const hex = (text: string) => `0x${Buffer.from(text, 'base64url').toString('hex').padStart(6, '0')}`;
      return { 'key-reference': reference, attributes: { modulus: hex(n), 'public-exponent': hex(e) } };
    };
    if (args[1] === 'list') {
      const label = args.find((arg) => arg.startsWith('attr.label='))?.split('=')[1];
      return this.#answer({ matched_keys: [...this.keys].filter(([, key]) => key.owner === owner && key.label === label).map(shown) });
    }
    if (args[1] === 'generate-asymmetric-pair') {
      const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: Number(optionOf(args, 'modulus-size-bits')) });
      const made = { owner, label: optionOf(args, 'private-label'), key };
      const reference = `0x${String(this.keys.size + 1).padStart(16, '0')}`;
      this.keys.set(reference, made);
      return this.#answer({ private_key: shown([reference, made]) });
    }
    const found = this.keys.get(optionOf(args, 'key-filter').split('=')[1]!);
    if (!found) return this.#refusal('Key selection criteria matched 0 keys. Refine selection criteria to select a single key.');
    const signature = sign(optionOf(args, 'hash-function'), Buffer.from(optionOf(args, 'data'), 'base64'), found.key);
    return this.#answer({ 'key-reference': optionOf(args, 'key-filter'), signature: signature.toString('base64') });
  }

  #answer(data: unknown): Ended {
    return { stdout: JSON.stringify({ error_code: 0, data }, undefined, 2), stderr: '', status: 0 };
  }

  #refusal(data: string): Ended {
    return { stdout: JSON.stringify({ error_code: 1, data }, undefined, 2), stderr: '', status: this.exitStatusOfError };
  }
}

function optionOf(args: string[], option: string): string {
  return args[args.indexOf(`--${option}`) + 1]!;
}
