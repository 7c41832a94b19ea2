import { X509Certificate } from 'node:crypto';
import type { Cluster, Hsm } from '../cloudhsmv2/cluster.ts';
import type { World } from '../world.ts';
import { CliError } from './error.ts';

/** What a client was configured with. */
export interface ClientConfiguration {
  /** IP addresses of HSMs. One that answers is enough: it names the others. */
  servers: string[];
  /** The issuing certificate, PEM; without one, any HSM is trusted. */
  issuer?: string;
}

/** A client's connection to the HSMs of a cluster that answer. */
export interface Connection {
  world: World;
  cluster: Cluster;
  hsms: Hsm[];
}

/** @throws CliError where no configured HSM answers, or it does not present a certificate under the client's issuing one */
export function connect(world: World, configuration: ClientConfiguration): Connection {
  const { servers } = configuration;
  if (servers.length === 0) throw new CliError('No HSM is configured: run configure-cli with -a or --cluster-id');
  for (const cluster of world.cloudhsmv2.clusters.values()) {
    const hsms = cluster.hsms.filter(({ state }) => state === 'ACTIVE');
    const reached = hsms.find(({ eniIp }) => servers.includes(eniIp));
    if (!reached) continue;
    if (!operational.has(cluster.state))
      throw new CliError(`Could not connect to the HSM at ${reached.eniIp}:2223: the cluster is not initialized (state ${cluster.state})`);
    if (configuration.issuer !== undefined) checkIssuer(reached.eniIp, configuration.issuer, cluster.trustAnchor ?? '');
    return { world, cluster, hsms };
  }
  throw new CliError(`Could not connect to any HSM: ${servers.map((server) => `${server}:2223`).join(', ')} timed out`);
}

const operational = new Set(['INITIALIZED', 'ACTIVE', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS', 'DEGRADED']);

function checkIssuer(ip: string, issuer: string, trustAnchor: string): void {
  const failed = (why: string) => new CliError(`Could not connect to the HSM at ${ip}:2223: TLS handshake failed: ${why}`);
  let trusted: string[];
  try {
    trusted = fingerprints(issuer);
  } catch {
    throw failed('the issuing certificate cannot be read');
  }
  if (!fingerprints(trustAnchor).some((fingerprint) => trusted.includes(fingerprint)))
    throw failed('certificate verify failed: unable to get local issuer certificate');
}

function fingerprints(pem: string): string[] {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return certificates.map((certificate) => new X509Certificate(certificate).fingerprint256);
}
