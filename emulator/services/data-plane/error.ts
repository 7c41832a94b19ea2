/** What the CloudHSM CLI answers with error_code 1, and what configure-cli refuses. */
export class CliError extends Error {}

/** The client comes to no session with an HSM. Whatever the reason, the CLI prints the same words and keeps the reason for its log. */
export class NoContext extends Error {}
