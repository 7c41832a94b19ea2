import type { DurationName } from './durations.ts';

/** What an account holds before anyone acts: the file of `hsm emulator --account`. Everything is optional. */
export interface AccountFile {
  /** 12 digits; 123456789012 by default. */
  accountId?: string;
  /** us-east-1 by default. */
  region?: string;
  /** Without any, every well-formed subnet id is a private subnet of one VPC, in successive availability zones. */
  vpcs?: VpcDeclaration[];
  /** Without any, one ACTIVE RSA root CA exists. */
  certificateAuthorities?: CertificateAuthorityDeclaration[];
  quotas?: Partial<Quotas>;
  /** Seconds, [shortest, longest], for each duration that differs from the usual one. */
  durations?: Partial<Record<DurationName, [number, number]>>;
}

export interface VpcDeclaration {
  id: string;
  subnets: { id: string; availabilityZone: string; cidr?: string; freeAddresses?: number }[];
  securityGroups?: { id: string; egress?: { protocol: string; fromPort?: number; toPort?: number; cidr: string }[] }[];
  /** Whether the private subnets reach the internet through a NAT gateway; true by default. */
  nat?: boolean;
  /** Interface and gateway endpoints by the last part of their service's name: `ecr.api`, `s3`. */
  endpoints?: string[];
}

export interface CertificateAuthorityDeclaration {
  /** The last part of the ARN, a UUID. */
  id: string;
  type?: 'ROOT' | 'SUBORDINATE';
  status?: 'ACTIVE' | 'DISABLED' | 'CREATING' | 'PENDING_CERTIFICATE' | 'DELETED' | 'EXPIRED' | 'FAILED';
  keyAlgorithm?: 'RSA_2048' | 'RSA_4096' | 'EC_prime256v1';
  usageMode?: 'GENERAL_PURPOSE' | 'SHORT_LIVED_CERTIFICATE';
  commonName?: string;
  /** Years that its certificate is valid; 10 by default. */
  years?: number;
}

export interface Quotas {
  clusters: number;
  hsms: number;
  hsmsPerCluster: number;
  customKeyStores: number;
}
