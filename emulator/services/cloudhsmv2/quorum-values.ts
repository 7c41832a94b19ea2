/** How many admins have to approve what, where that was set: changes of users, of these values, and of the cluster. */
export interface QuorumValues {
  user?: number;
  quorum?: number;
  cluster?: number;
}
