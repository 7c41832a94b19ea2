import { X509Certificate } from 'node:crypto';
import type { Caller } from '../../kernel/caller.ts';
import type { Cluster, Hsm } from '../cloudhsmv2/cluster.ts';
import { covers } from '../ec2/cidr.ts';
import { NoContext } from './error.ts';
import type { DataPlanePlace } from './needs.ts';

/** What a client was configured with. */
export interface ClientConfiguration {
  /** IP addresses of HSMs. One that answers is enough: it names the others. */
  servers: string[];
  /** The issuing certificate, PEM; without one, any HSM is trusted. */
  issuer?: string;
  /** A certificate file that the configuration names and that is not there. */
  missingIssuer?: string;
  /** Whether a key has to be on two HSMs before it is used. */
  checksKeyAvailability: boolean;
}

/** A client's connection to the HSMs of a cluster that answer. */
export interface Connection extends Pick<ClientConfiguration, 'checksKeyAvailability'> {
  place: DataPlanePlace;
  cluster: Cluster;
  hsms: Hsm[];
}

/** @throws NoContext where no configured HSM answers, or it does not present a certificate under the client's issuing one */
export function connect(place: DataPlanePlace, configuration: ClientConfiguration, caller: Caller): Connection {
  const { servers, issuer, missingIssuer, checksKeyAvailability } = configuration;
  if (servers.length === 0) throw new NoContext('no HSM is configured: run configure-cli with -a or --cluster-id');
  if (missingIssuer) throw new NoContext(`the issuing certificate ${missingIssuer} does not exist`);
  for (const cluster of place.cloudhsmv2.clusters.values()) {
    const hsms = cluster.hsms.filter(({ state }) => state === 'ACTIVE');
    const reached = hsms.find(({ eniIp, subnetId }) => servers.includes(eniIp) && aclsLet(place, caller, { subnetId, ip: eniIp }));
    if (!reached || !admits(place, cluster, caller)) continue;
    if (!operational.has(cluster.state))
      throw new NoContext(`could not connect to the HSM at ${reached.eniIp}:2223: the cluster is not initialized (state ${cluster.state})`);
    if (issuer !== undefined) checkIssuer(reached.eniIp, issuer, cluster.trustAnchor ?? '');
    return { place, cluster, hsms, checksKeyAvailability };
  }
  throw new NoContext(`could not connect to any HSM: ${servers.map((server) => `${server}:2223`).join(', ')} timed out`);
}

const operational = new Set(['INITIALIZED', 'ACTIVE', 'UPDATE_IN_PROGRESS', 'MODIFY_IN_PROGRESS', 'DEGRADED']);

/** A task may be in any of its subnets, and is taken to be in the one from which the fewest HSMs are reached. */
function aclsLet(place: DataPlanePlace, caller: Caller, hsm: { subnetId: string; ip: string }): boolean {
  const { subnetIds = [], ip } = networkOf(caller) ?? {};
  return subnetIds.every((subnetId) => place.ec2.aclsLetThrough({ subnetId, ip }, hsm, [2223, 2225]));
}

/** Whether the cluster's security group lets a caller in. People are taken to sit where it does; a task has its own groups and subnets. */
function admits(place: DataPlanePlace, { securityGroupId, vpcId }: Cluster, caller: Caller): boolean {
  const network = networkOf(caller);
  if (!network) return true;
  const ingress = place.ec2.securityGroup(securityGroupId)?.ingress ?? [];
  const subnets = network.subnetIds.map((id) => place.ec2.subnet(id));
  return ingress.some(({ protocol, fromPort, toPort, groupId, cidr }) => {
    const opens = protocol === '-1' || (protocol === 'tcp' && (fromPort ?? 0) <= 2223 && (toPort ?? 65_535) >= 2225);
    const byGroup = groupId !== undefined && network.securityGroupIds.includes(groupId);
    const byRange = cidr !== undefined && subnets.every((subnet) => subnet?.vpcId === vpcId && covers(cidr, subnet.cidr));
    return opens && (byGroup || byRange);
  });
}

function networkOf(caller: Caller) {
  return caller.kind === 'role' ? caller.activity?.network : undefined;
}

function checkIssuer(ip: string, issuer: string, trustAnchor: string): void {
  const failed = (why: string) => new NoContext(`could not connect to the HSM at ${ip}:2223: TLS handshake failed: ${why}`);
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
