import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/**
 * Asks for a new password twice on the terminal, without echo.
 *
 * @throws Error where there is no terminal, or the two differ
 */
export async function askForPassword({ confirm }) {
  const terminal = new ReadStream(openSync('/dev/tty', 'r+'));
  terminal.setRawMode(true);
  try {
    const password = await askOnce(terminal, 'Enter password:');
    if (confirm && (await askOnce(terminal, 'Confirm password:')) !== password) throw new Error('Passwords do not match');
    return password;
  } finally {
    terminal.setRawMode(false);
    terminal.destroy();
  }
}

function askOnce(terminal, question) {
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    let typed = '';
    const onData = (chunk) => {
      for (const [index, character] of [...chunk.toString()].entries()) {
        if (character === '\u0003') {
          terminal.off('data', onData);
          reject(new Error('interrupted'));
          return;
        }
        if (character === '\r' || character === '\n') {
          terminal.off('data', onData);
          terminal.pause();
          process.stderr.write('\n');
          const rest = [...chunk.toString()].slice(index + 1).join('');
          if (rest) terminal.unshift(Buffer.from(rest)); // typed ahead: the answer to the next question
          resolve(typed);
          return;
        }
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character;
      }
    };
    terminal.on('data', onData);
    terminal.resume();
  });
}
