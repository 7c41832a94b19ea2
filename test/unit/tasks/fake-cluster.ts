interface FakeUser {
  password: string;
  role: string;
  locked?: string;
  coverage?: string;
}

interface Call {
  program: string;
  args: string[];
  /** user:password, where the program was given a login. */
  pin: string | undefined;
}

interface Printed {
  stdout: string;
  stderr?: string;
  failed?: boolean;
}

/** Stands in for a cluster's HSMs behind `configure-cli` and `cloudhsm-cli`, and remembers how they were called. */
export class FakeCluster {
  readonly calls: Call[] = [];
  users: Record<string, FakeUser> = {
    admin: { password: '', role: 'unactivated-admin' },
    app_user: { password: '', role: 'internal(APPLIANCE_USER)' },
  };
  /** What a command, by its first words, answers in place of the truth. */
  readonly answers: Record<string, Printed> = {};

  /** A cluster that is activated already. */
  static activated(adminPassword: string): FakeCluster {
    const cluster = new FakeCluster();
    cluster.users.admin = { password: adminPassword, role: 'admin' };
    return cluster;
  }

  /** The commands of `cloudhsm-cli`, each as its first words and the user that it is about. */
  get commands(): string[] {
    return this.calls
      .filter(({ program }) => program === 'cloudhsm-cli')
      .map(({ args, pin }) => {
        const user = args[args.indexOf('--username') + 1];
        const words = args.filter((arg, index) => !arg.startsWith('--') && !args[index - 1]?.startsWith('--')).join(' ');
        return [words, args.includes('--username') ? user : undefined, pin && `as ${pin.split(':')[0]}`].filter(Boolean).join(' ');
      });
  }

  run(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Printed {
    this.calls.push({ program, args, pin: env.CLOUDHSM_PIN });
    const forced = Object.entries(this.answers).find(([words]) => [program, ...args].join(' ').includes(words));
    if (forced) return forced[1];
    if (program === 'configure-cli') return { stdout: '' };
    const [group, command] = args as [string, string];
    if (group === 'user' && command === 'list') return this.#listUsers();
    if (group === 'cluster') return this.#activate(optionOf(args, 'password'));
    const [username = '', password] = (env.CLOUDHSM_PIN ?? '').split(':');
    if (this.users[username]?.password !== password || env.CLOUDHSM_ROLE !== this.users[username]?.role) return refusal('Incorrect login');
    return group === 'quorum' ? answer({ tokens: [] }) : this.#change(command, args);
  }

  #listUsers(): Printed {
    const users = Object.entries(this.users).map(([username, { role, locked = 'false', coverage = 'full' }]) => {
      return { username, role, locked, mfa: [], 'cluster-coverage': coverage };
    });
    return answer({ users });
  }

  #activate(password: string): Printed {
    if (this.users.admin!.role === 'admin') return refusal('Cluster has already been activated');
    this.users.admin = { password, role: 'admin' };
    return answer('Cluster activation successful');
  }

  #change(command: string, args: string[]): Printed {
    const [username, password, role] = ['username', 'password', 'role'].map((option) => optionOf(args, option)) as [string, string, string];
    if (command === 'create' && this.users[username]) return refusal('User already exists');
    this.users[username] = { password, role };
    return answer({ username, role });
  }
}

/** What the CLI prints where it refuses. */
export function refusal(data: string): Printed {
  return { stdout: JSON.stringify({ error_code: 1, data }), failed: true };
}

function answer(data: unknown): Printed {
  return { stdout: JSON.stringify({ error_code: 0, data }) };
}

function optionOf(args: string[], option: string): string {
  return args[args.indexOf(`--${option}`) + 1]!;
}
