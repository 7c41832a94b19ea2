import 'reflect-metadata'; // @peculiar/x509 wants it before itself

export * from '@peculiar/x509';
