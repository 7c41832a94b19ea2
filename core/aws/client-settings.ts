/**
 * How every AWS client is made. One attempt: the state machine retries the whole step, which looks before it acts. The endpoint
 * is given by hand because the older clients do not read AWS_ENDPOINT_URL.
 */
export const clientSettings = {
  maxAttempts: 1,
  ...(process.env.AWS_ENDPOINT_URL ? { endpoint: process.env.AWS_ENDPOINT_URL } : {}),
};
