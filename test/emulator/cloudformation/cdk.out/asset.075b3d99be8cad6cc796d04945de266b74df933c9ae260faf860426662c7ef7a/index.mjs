export const handler = async ({ name }) => `${process.env.GREETING}, ${name}`;
