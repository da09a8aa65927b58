import colors from 'picocolors';

const NAME_WIDTH = 12;

let steps = 0;

/** Tells a story on the terminal: numbered steps, and under each what was done and what came of it. */
export const say = {
  step(text: string): void {
    steps += 1;
    console.log(`\n${colors.bold(colors.cyan(`${steps}.`))} ${colors.bold(text)}`);
  },
  fact(text: string): void {
    console.log(`   ${text}`);
  },
  /** What somebody types on a command line. */
  command(text: string): void {
    console.log(text.replace(/^/gm, '   ').replace(/\S.*/g, (line) => colors.yellow(line)));
  },
  answer(status: number, body: unknown): void {
    const paint = status < 300 ? colors.green : colors.magenta;
    console.log(`   ${paint(`${status} ${JSON.stringify(body)}`)}`);
  },
  line(who: string, text: string): void {
    const margin = ' '.repeat(NAME_WIDTH + 5);
    console.log(`   ${colors.dim(who.padStart(NAME_WIDTH))}  ${text.replace(/\n/g, `\n${margin}`)}`);
  },
  note(text: string): void {
    console.log(`\n${text}`);
  },
  failure(text: string): void {
    console.log(`\n${colors.red(`It went wrong: ${text}`)}`);
  },
};
