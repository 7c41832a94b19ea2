import http, { type RequestOptions } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';

// what functions get: an import would be changed for this file alone where commands are bundled
const https = createRequire(import.meta.url)('node:https') as typeof import('node:https');

type Request = (...parameters: unknown[]) => unknown;

/**
 * Lets the functions of custom resources answer: many know that on AWS the ResponseURL is one of S3, and speak TLS to its host, whatever
 * its scheme and port, those of the CDK and cfn-response among them. Here it is that of the local AWS.
 */
export function answerStacksHere(): void {
  const request = https.request as Request;
  const local: Request = (asked, ...more) => {
    const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL ?? 'http://localhost');
    const options = asked as RequestOptions & { hostname?: string };
    const here = typeof asked === 'object' && (options.hostname ?? options.host) === hostname;
    if (!here || !options.path?.startsWith('/_emulator/stack-responses/')) return request(asked, ...more);
    return (http.request as Request)({ ...options, protocol: 'http:', port, agent: undefined }, ...more);
  };
  Object.assign(https, { request: local });
  syncBuiltinESMExports();
}
