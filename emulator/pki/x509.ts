import './reflection.ts';

export * from '@peculiar/x509';
