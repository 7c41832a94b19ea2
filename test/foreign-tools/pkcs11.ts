import { tool } from './tool.ts';

/** What the local PKCS #11 library is built from and keeps its keys in, and what speaks to it. */
export const cc = tool('a C compiler', 'gcc', 'cc', '--version');
export const softhsm = tool('SoftHSM', 'softhsm2', 'softhsm2-util', '--version');
export const pkcs11js = tool('pkcs11js, built,', 'g++ make python3 && npm rebuild pkcs11js', process.execPath, '-e', "require('pkcs11js')");
export const pkcs11Tool = tool('pkcs11-tool', 'opensc', 'sh', '-c', 'command -v pkcs11-tool');
export const java = tool('a JDK from 17 on', 'default-jdk-headless', 'sh', '-c', 'javac --version | grep -Eq "javac (1[7-9]|[2-9][0-9])"');
export const nginx = tool('nginx', 'nginx-light', 'sh', '-c', 'PATH=$PATH:/usr/sbin nginx -v');
