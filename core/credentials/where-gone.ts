/** What people do about a secret that was there, and that Secrets Manager does not show. */
export const whereGone =
  'start the workflow again: AWS shows new things after minutes; where it was deleted for good (CloudTrail: DeleteSecret), provision the environment: that makes it again, or says what it has to hold';
