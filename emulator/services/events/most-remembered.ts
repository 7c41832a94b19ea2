/** Of events, of deliveries and of those that failed, the newest ones. */
export const mostRemembered = 10_000;
