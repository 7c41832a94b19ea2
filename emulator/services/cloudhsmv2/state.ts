import { type AuditEntry, auditHsm } from './audit-log.ts';
import type { Backup } from './backup.ts';
import { startDailyBackups, takeBackup } from './backups.ts';
import type { Cluster, Hsm } from './cluster.ts';
import type { Fates } from './fates.ts';
import { hardwareCertificate } from './hardware/certificates.ts';
import { replaceHsm } from './hsms.ts';
import type { Inventory } from './inventory.ts';
import { reportMetrics } from './metrics.ts';
import type { CloudHsmNeeds } from './needs.ts';
import { invalidRequest, notFound } from './refusals.ts';
import { type CloudHsmSettings, usualSettings } from './settings.ts';

export interface CloudHsmPlace extends CloudHsmNeeds {
  readonly cloudhsmv2: CloudHsmState;
  /** The same account in another region. */
  elsewhere(region: string): CloudHsmPlace;
  /** Another account in the same region. */
  inAccount(accountId: string): CloudHsmPlace;
}

/** The clusters and backups of an account, and what a test may do to them that no API does. */
export class CloudHsmState implements Inventory {
  readonly place: CloudHsmNeeds;
  readonly clusters = new Map<string, Cluster>();
  /** Its clusters' own, and copies brought here from other regions. */
  readonly backups = new Map<string, Backup>();
  readonly settings: CloudHsmSettings;
  readonly fates: Fates;
  /** How many clusters have ever been made. */
  clustersMade = 0;

  /** @param fates shared with other places: whichever makes the next cluster or HSM takes one */
  constructor(place: CloudHsmNeeds, fates: Fates = { clusters: [], hsms: [] }) {
    this.place = place;
    this.fates = fates;
    this.settings = structuredClone(usualSettings);
    if (place.account.hsmTypes) this.settings.hsmTypes = place.account.hsmTypes;
  }

  /** Settled when all that the account file declares is there: its certificates are signed meanwhile. */
  declared: Promise<unknown> = Promise.resolve();

  cluster(id: string): Cluster | undefined {
    return this.clusters.get(id);
  }

  /**
   * What `cluster activate` on the data plane ends with: the cluster is ACTIVE and its first automatic backup begins. The admin's password has to
   * stand on the HSM by then, since that backup holds it.
   *
   * @throws AwsError CloudHsmInvalidRequestException where the cluster is not INITIALIZED
   */
  completeActivation(clusterId: string): void {
    const cluster = this.#existing(clusterId);
    if (cluster.state !== 'INITIALIZED') throw invalidRequest(`Cluster '${clusterId}' is ${cluster.state}, not INITIALIZED`);
    for (const { users } of cluster.hsms) for (const user of users) if (user.role === 'unactivated-admin') user.role = 'admin';
    cluster.activated = true;
    cluster.state = 'ACTIVE';
    takeBackup(this, cluster, 'activated');
    startDailyBackups(this, cluster);
  }

  /** The HSM behind an ENI breaks, and CloudHSM replaces it: a new HSM id at the same ENI and IP. */
  failHsm(eniId: string): void {
    const { cluster, hsm } = this.#hsmAt(eniId);
    if (hsm.state !== 'DELETE_IN_PROGRESS') replaceHsm(this, cluster, hsm);
  }

  /** The HSM breaks, and CloudHSM comes to replace it when that much time has passed, to which the clock does not jump. */
  failHsmFor(eniId: string, seconds: number): void {
    const { cluster, hsm } = this.#hsmAt(eniId);
    const { hsmId } = hsm;
    this.degradeHsm(eniId);
    this.place.clock.after('ride', seconds, `notice that ${hsmId} failed`, () => {
      if (hsm.hsmId === hsmId && hsm.state === 'DEGRADED') replaceHsm(this, cluster, hsm);
    });
  }

  degradeHsm(eniId: string): void {
    const { cluster, hsm } = this.#hsmAt(eniId);
    Object.assign(hsm, { state: 'DEGRADED', stateMessage: 'The HSM does not answer' });
    reportMetrics(this.place, cluster);
  }

  degradeCluster(clusterId: string): void {
    Object.assign(this.#existing(clusterId), { state: 'DEGRADED', stateMessage: 'The cluster is degraded' });
  }

  /** Writes what was done on some HSMs of a cluster into its audit log. */
  audit(cluster: Cluster, hsms: Hsm[], entry: AuditEntry): void {
    for (const hsm of hsms) auditHsm(this.place, cluster, hsm, entry);
  }

  /** What is on the HSMs of a cluster may have changed. */
  report(cluster: Cluster): void {
    reportMetrics(this.place, cluster);
  }

  /** The two roots that an operator would download, as PEM. They are the same for every seed. */
  hardwareRoots(): { aws: string; manufacturer: string } {
    return { aws: hardwareCertificate('aws-root.pem'), manufacturer: hardwareCertificate('manufacturer-root.pem') };
  }

  #existing(clusterId: string): Cluster {
    const cluster = this.clusters.get(clusterId);
    if (!cluster) throw notFound('Cluster', clusterId);
    return cluster;
  }

  #hsmAt(eniId: string): { cluster: Cluster; hsm: Hsm } {
    for (const cluster of this.clusters.values()) {
      const hsm = cluster.hsms.find((candidate) => candidate.eniId === eniId);
      if (hsm) return { cluster, hsm };
    }
    throw notFound('HSM', eniId);
  }
}
