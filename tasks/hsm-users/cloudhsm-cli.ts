import { execFile } from 'node:child_process';

/** What the CloudHSM CLI prints: one JSON document, `error_code` 0 where it worked. */
export interface Answer {
  errorCode: number;
  data: unknown;
}

export interface Login {
  username: string;
  password: string;
  role: 'admin' | 'crypto-user';
}

/**
 * Runs the CloudHSM CLI once. A password given in `args` is seen by this container's processes alone, which end with the step.
 *
 * @throws Error where the program itself cannot be run
 */
export function cloudhsmCli(args: string[], login?: Login): Promise<Answer> {
  const env = { ...process.env, ...(login && { CLOUDHSM_ROLE: login.role, CLOUDHSM_PIN: `${login.username}:${login.password}` }) };
  return new Promise((resolve, reject) => {
    execFile('cloudhsm-cli', args, { env }, (error, stdout) => {
      try {
        const { error_code: errorCode, data } = JSON.parse(stdout) as { error_code: number; data: unknown };
        resolve({ errorCode, data });
      } catch {
        reject(new Error(`cloudhsm-cli ${args.slice(0, 2).join(' ')} printed no JSON${error ? ` and ended with ${error.code}` : ''}`));
      }
    });
  });
}

/** Points the CLI at a cluster and at the root that its HSMs' certificate has to lead to. */
export function configureCli(clusterId: string, rootCertificateFile: string): Promise<void> {
  const region = process.env.AWS_REGION ?? '';
  const endpoint = process.env.AWS_ENDPOINT_URL ? ['--endpoint', process.env.AWS_ENDPOINT_URL] : [];
  const args = [
    '--cluster-id',
    clusterId,
    '--region',
    region,
    ...endpoint,
    '--hsm-ca-cert',
    rootCertificateFile,
    '--disable-key-availability-check',
  ];
  return new Promise((resolve, reject) => {
    execFile('configure-cli', args, (error, stdout, stderr) =>
      error ? reject(new Error(`configure-cli: ${stderr || stdout}`)) : resolve(),
    );
  });
}
