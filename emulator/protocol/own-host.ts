import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { AwsError } from '../kernel/aws-error.ts';

/** What a server answers as: this machine, and the names that it was started with. */
export class OwnHost {
  readonly #names: ReadonlySet<string>;
  readonly #everywhere: boolean;

  /** @param names beside this machine's own; `0.0.0.0` and `::` stand for each of its addresses */
  constructor(names: readonly string[] = []) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
    this.#everywhere = names.some(isEverywhere);
  }

  /**
   * A name that leads here by a rebound DNS entry, and a page of another origin, are how a web page reaches the port. What a page has a
   * browser fetch with GET, as an image or a link, carries no Origin, and in the Query protocol it would change things: browsers say where it
   * comes from in Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/).
   *
   * @throws AwsError with the remedy
   */
  check({ headers, socket }: IncomingMessage): void {
    const { host = '', origin, 'sec-fetch-site': site } = headers;
    const port = socket.localPort;
    if (!this.#isOwn(`http://${host}`)) {
      const names = ['127.0.0.1', 'localhost', ...this.#names].join(', ');
      const remedy = `use http://127.0.0.1:${port}, or start it with --host ${nameIn(`http://${host}`) ?? 'NAME'}`;
      throw refusal(`The local AWS answers as ${names}, not as '${host}': ${remedy}`);
    }
    const fromElsewhere = origin === undefined && site !== undefined && site !== 'same-origin' && site !== 'none';
    if (!fromElsewhere && (origin === undefined || (this.#isOwn(origin) && new URL(origin).port === String(port)))) return;
    const page = fromElsewhere ? `another site (Sec-Fetch-Site: ${site})` : `'${origin}'`;
    const remedy = 'ask it from a program (an SDK, the AWS CLI, curl), which sends no Origin';
    throw refusal(`The local AWS answers no page of ${page}, nor of any other origin than its own: ${remedy}`);
  }

  #isOwn(url: string): boolean {
    // clients ask for some operations of Step Functions at another host: this address with that in front is no host of anybody's
    const whole = nameIn(url.replace(/^http:\/\/sync-(?=127\.0\.0\.1(:\d+)?$)/, 'http://'));
    if (whole === undefined) return false;
    // and nobody else can have a name without a dot
    const name = whole.replace(/^sync-(?=[^.]+$)/, '');
    // an address cannot be bound to another machine, as a name can
    if (this.#everywhere && isIP(name)) return true;
    return name === 'localhost' || name.endsWith('.localhost') || name === '127.0.0.1' || name === '::1' || this.#names.has(name);
  }
}

export function isEverywhere(name: string): boolean {
  return name === '0.0.0.0' || name === '::';
}

function nameIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname, username, search } = new URL(url);
  if (hostname === '' || pathname !== '/' || username !== '' || search !== '') return undefined;
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function refusal(why: string): AwsError {
  return new AwsError('AccessDeniedException', why, { status: 403 });
}
