/** What the CloudHSM CLI answers with error_code 1. */
export class CliError extends Error {}
