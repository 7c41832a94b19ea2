/** Where the real service's behaviour is unknown or has changed over time; docs/api-coverage.md names the assumptions. */
export interface CloudHsmSettings {
  /** Virtual seconds that DescribeClusters and DescribeBackups still list what is DELETED. */
  deletedListedFor: number;
  /** HSM types that CreateCluster takes. AWS has closed hsm1.medium for new clusters in 2026; those that stand go on. */
  hsmTypes: string[];
  /** Virtual seconds from CreateHsm until descriptions show the HSM's ENI and IP. */
  eniShownAfter: number;
}

export const usualSettings: CloudHsmSettings = { deletedListedFor: 3600, hsmTypes: ['hsm2m.medium'], eniShownAfter: 0 };
