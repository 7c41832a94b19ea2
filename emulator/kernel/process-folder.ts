import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What such folders are for: each is called so. */
type Purpose = 'emulator' | 'functions' | 'keys';

const ours = /^hsm-(emulator|functions|keys)-\w{6}$/;
/** The socket at which the process of a folder is found: it answers while the process lives, and no other can take its place, as with a number. */
const socketName = 'alive';

/** Whether this process has looked for what others have left: one of many emulators need not look once for each. */
let looked = false;

/** A temporary folder that goes with this process. What a process has left that was killed, the next one removes. */
export class ProcessFolder {
  readonly path: string;
  readonly #socket = createServer((caller) => caller.destroy());

  constructor(purpose: Purpose) {
    // TMPDIR may be a path from here, and what is handed this one runs elsewhere
    this.path = resolve(mkdtempSync(join(tmpdir(), `hsm-${purpose}-`)));
    this.#beFound();
    if (!looked) void removeAbandoned().catch(() => {}); // the next process tries again
    looked = true;
  }

  remove(): void {
    this.#socket.close();
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Where that fails, as where the path is too long for a socket, nobody ever takes the folder for an abandoned one. */
  #beFound(): void {
    const unfinished = join(this.path, `${socketName}.new`);
    this.#socket.on('error', () => {});
    this.#socket.unref().listen(unfinished, () => {
      try {
        // a socket that is not listened to yet would be taken for an abandoned one
        renameSync(unfinished, join(this.path, socketName));
      } catch {
        // removed already
      }
    });
  }
}

/** Removes the folders of processes that are gone. */
export async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => ours.test(name));
  const removing = names.map(async (name) => {
    const folder = join(tmpdir(), name);
    if ((await isFolderOfOurs(folder)) && (await isAbandoned(folder))) await rm(folder, { recursive: true, force: true });
  });
  await Promise.allSettled(removing);
}

async function isFolderOfOurs(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isDirectory() && found.uid === process.getuid?.();
}

/** A folder without a socket is somebody else's, or was made a moment ago. */
function isAbandoned(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const caller = connect(join(folder, socketName), () => end(false));
    caller.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ECONNREFUSED'));
    const end = (abandoned: boolean) => {
      caller.destroy();
      resolve(abandoned);
    };
  });
}
